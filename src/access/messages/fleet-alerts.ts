/** What staff are told by e-mail and webhook when something is wrong with a terminal, or right again. */
export const fleetAlertZh = {
  'raised.subject': '【{site}】{what}',
  'resolved.subject': '【{site}】已恢复：{what}',
  'test.subject': '【{site}】这是一条测试消息',
  'digest.subject': '【{site}】勿扰时段里有 {n} 条告警',
  'digest.text': '以下是勿扰时段里发生的事，按时间先后：',
  'digest.raised': '{at}　{what}',
  'digest.resolved': '{at}　已恢复：{what}',
  offline: '{terminal} 已 {value} 分钟没有联系上',
  'offline.next': '请先看这台终端是否通电、网线或无线是否正常。它断网时仍可办理已分给它的名额。',
  errors: '{terminal} 10 分钟内出错 {value} 次',
  'errors.next': '请到“终端”页面看错误，可以先让它重新启动。',
  storage: '{terminal} 的存储已用 {value}%',
  'storage.next': '请清理这台机器的磁盘。存满后它不能再记下新的办理。',
  outbox: '{terminal} 有办理内容 {value} 分钟没有送到',
  'outbox.next': '内容还在终端里，没有丢。请看网络，必要时让它重新启动；不要清除它的浏览器数据。',
  'release-halted': '内容版本 {subject} 的发布已停下',
  'release-halted.next': '请到“发布”页面看原因，再决定继续还是退回。',
  at: '时间：{at}',
  'resolved.text': '问题已经恢复，不用再处理。',
  'resolved.by': '工作人员已关闭这条告警。',
  'test.text': '收到它，说明告警能送到这里。',
  'the-terminal': '终端',
} as const;

export type FleetAlertKey = keyof typeof fleetAlertZh;

export const fleetAlertEn: Readonly<Record<FleetAlertKey, string>> = {
  'raised.subject': '[{site}] {what}',
  'resolved.subject': '[{site}] Right again: {what}',
  'test.subject': '[{site}] This is a test message',
  'digest.subject': '[{site}] {n} alerts came in the quiet hours',
  'digest.text': 'What happened in the quiet hours, the oldest first:',
  'digest.raised': '{at}: {what}',
  'digest.resolved': '{at}: right again: {what}',
  offline: '{terminal} has not been heard of for {value} minutes',
  'offline.next':
    'See first whether the terminal has power, and its cable or wireless is well. While cut off it still gives the places set aside for it.',
  errors: '{terminal} had {value} errors in 10 minutes',
  'errors.next': 'See the errors on the page “Terminals”; a restart can be ordered there.',
  storage: '{terminal} has used {value}% of its storage',
  'storage.next': 'Make room on the disk of that machine. When it is full, nothing new can be kept there.',
  outbox: '{terminal} has had something to deliver for {value} minutes',
  'outbox.next':
    'It is still on the terminal, and not lost. See to the network, restart it if need be, and do not clear its browser data.',
  'release-halted': 'The rollout of content release {subject} was halted',
  'release-halted.next': 'See why on the page “Releases”, then go on with it or roll it back.',
  at: 'Time: {at}',
  'resolved.text': 'It is right again; nothing is left to do.',
  'resolved.by': 'A member of staff closed this alert.',
  'test.text': 'That it came says that alerts reach you here.',
  'the-terminal': 'The terminal',
};
