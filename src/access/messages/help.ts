import { addMessages } from '../say.ts';

/** The words of calling for somebody. */
export const helpZh = {
  'help.call': '请工作人员过来',
  'help.call-again': '再请工作人员过来',
  'help.sending': '正在呼叫',
  'help.told': '已呼叫工作人员',
  'help.told.next': '请在这里等一会儿。您也可以继续用屏幕。',
  'help.wider': '还没有人应答，已通知更多人员',
  'help.wider.next': '请再等一会儿，或直接到服务台。',
  'help.coming': '工作人员马上来',
  'help.coming.next': '请在这里等一会儿。',
  'help.done': '工作人员已处理好这次呼叫。',
  'help.take-back': '不用了，取消呼叫',
  'help.offline': '网络断开，本机现在不能呼叫',
  'help.offline-sent': '网络断开，呼叫还没有送到',
  'help.offline-now': '网络断开，屏幕上可能不是最新情况。',
  'help.cannot': '本机现在不能呼叫',
  'help.go-there': '请到服务台找工作人员，或请旁边的人帮忙叫一下。',
  'help.strip.called': '已呼叫工作人员，请稍等',
  'help.strip.coming': '工作人员马上来',
  'error.help.too-old': '呼叫送到得太晚，工作人员没有看到',
} as const;

export type HelpKey = keyof typeof helpZh;

const helpEn: Readonly<Record<HelpKey, string>> = {
  'help.call': 'Ask the staff to come',
  'help.call-again': 'Ask the staff to come again',
  'help.sending': 'Calling',
  'help.told': 'The staff have been called',
  'help.told.next': 'Please wait here for a moment. You can go on using the screen.',
  'help.wider': 'Nobody has answered yet; more people have been told',
  'help.wider.next': 'Please wait a little longer, or go to the service desk.',
  'help.coming': 'Somebody is on the way',
  'help.coming.next': 'Please wait here for a moment.',
  'help.done': 'The staff have dealt with this call.',
  'help.take-back': 'Not needed, cancel the call',
  'help.offline': 'No network: this terminal cannot call now',
  'help.offline-sent': 'No network: the call has not been delivered yet',
  'help.offline-now': 'No network: what is shown here may not be the latest.',
  'help.cannot': 'This terminal cannot call now',
  'help.go-there': 'Please go to the service desk, or ask somebody near you to fetch the staff.',
  'help.strip.called': 'The staff have been called, please wait',
  'help.strip.coming': 'Somebody is on the way',
  'error.help.too-old': 'The call arrived too late; the staff did not see it',
};

addMessages(helpZh, helpEn);
