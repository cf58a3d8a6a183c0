/** The words that are printed on an assist card. They are printed in Chinese: who holds one reads it without a screen. */
export const cardPrintZh = {
  'card-print.name': '关爱卡',
  'card-print.how': '把卡放到机器前扫一扫',
  'card-print.back': '怎么用',
  'card-print.step-1': '把有方块图的一面，对着机器的扫码口。',
  'card-print.step-2': '屏幕变成您习惯的样子，点要办的事。',
  'card-print.step-3': '看自己的预约，要输入您的数字密码。',
  'card-print.lost': '卡丢了，请告诉工作人员。',
  'card-print.phone': '电话：{phone}',
  'card-print.unset': '未设定',
} as const;

export type CardPrintKey = keyof typeof cardPrintZh;
