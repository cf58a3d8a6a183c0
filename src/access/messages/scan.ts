import { addMessages } from '../say.ts';

/** The words of holding a code up to the terminal. */
export const scanZh = {
  'scan.hint': '请把码放进框里，离镜头一个手掌远',
  'scan.lamp-on': '灯已打开，点这里关灯',
  'scan.lamp-off': '灯没有开，点这里开灯',
  'scan.lamp-failed': '这盏灯现在打不开。可以走到亮一点的地方再试。',
  'scan.several': '画面里有两个码',
  'scan.several.next': '请只留一个，用手挡住另一个。',
  'scan.pause': '一下子扫得太多了',
  'scan.pause.next': '请等几秒钟，再慢慢扫一个码。',
  'scan.asleep': '摄像头已关闭',
  'scan.other.empty': '这个码里什么也没有',
  'scan.other.payment': '这是付款码或收款码，这里不收钱',
  'scan.other.health': '这是健康方面的码，这里用不上',
  'scan.other.web': '这是网址，这里不会打开',
  'scan.other.contact': '这是名片，这里用不上',
  'scan.other.wifi': '这是无线网络的码，这里用不上',
  'scan.other.phone': '这是电话号码，这里不会拨打',
  'scan.other.mail': '这是邮箱，这里用不上',
  'scan.other.goods': '这是商品上的码，这里用不上',
  'scan.other.card-number': '这像是银行卡号，请收好，这里没有留下',
  'scan.other.id-number': '这像是身份证号，请收好，这里没有留下',
  'scan.other.text-long': '这是一段文字，不是预约码',
  'scan.other.text': '这个码不是本厅的',
  'scan.other.next': '请出示预约单或号票上的码。没有的话，输入 9 位数字，或找工作人员。',
} as const;

export type ScanKey = keyof typeof scanZh;

export const scanEn: Readonly<Record<ScanKey, string>> = {
  'scan.hint': 'Hold the code inside the frame, a hand away from the camera',
  'scan.lamp-on': 'The light is on. Touch to turn it off',
  'scan.lamp-off': 'The light is off. Touch to turn it on',
  'scan.lamp-failed': 'The light does not come on now. Try again where it is brighter.',
  'scan.several': 'Two codes are in view',
  'scan.several.next': 'Please show one alone: cover the other with your hand.',
  'scan.pause': 'That was a lot at once',
  'scan.pause.next': 'Please wait a few seconds, then scan one code slowly.',
  'scan.asleep': 'The camera is off',
  'scan.other.empty': 'There is nothing in this code',
  'scan.other.payment': 'This is a payment code. No money is taken here',
  'scan.other.health': 'This is a health code. It is not used here',
  'scan.other.web': 'This is a web address. It is not opened here',
  'scan.other.contact': 'This is a contact card. It is not used here',
  'scan.other.wifi': 'This is a code for a wireless network. It is not used here',
  'scan.other.phone': 'This is a phone number. It is not called here',
  'scan.other.mail': 'This is a mail address. It is not used here',
  'scan.other.goods': 'This is a code on goods. It is not used here',
  'scan.other.card-number': 'This looks like a bank card number. Keep it safe: nothing of it stays here',
  'scan.other.id-number': 'This looks like an identity number. Keep it safe: nothing of it stays here',
  'scan.other.text-long': 'This is a text and not a pass',
  'scan.other.text': 'This code is not of this hall',
  'scan.other.next':
    'Please show the code on your pass or your ticket. Without one, type the 9 digits, or ask the staff.',
};

addMessages(scanZh, scanEn);
