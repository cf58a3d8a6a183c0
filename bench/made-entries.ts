import { pinyin } from 'pinyin-pro';
import type { SearchEntry } from '../src/model/search.ts';

/** Words that services of community halls are named with. */
const WHO =
  '老年 儿童 青年 妇女 残疾人 居民 家庭 社区 退役军人 农民工 志愿者 困难群众 新市民 高龄 失能 独居 婴幼儿 学生 业主 邻里'.split(
    ' ',
  );
const WHAT =
  '助餐 助浴 助洁 日间照料 康复 托育 健康体检 慢病管理 心理疏导 法律援助 人民调解 就业 技能培训 课堂 图书借阅 健身 家政 维修 快递 缴费 停车 救助 补贴 探访 护理 辅具 签约 议事 评议 登记 证明 预约 配送 回收 演练 避难 科普 舞蹈 书法 合唱'.split(
    ' ',
  );
const HOW =
  '服务 指导 咨询 申请 办理 上门 代办 活动 中心 讲座 登记 补贴 热线 一件事 驿站 学堂 窗口 对接'.split(' ');
const WHERE =
  '东门 西桥 南苑 北站 河滨 新城 老街 书院 工人村 向阳 和平 幸福里 翠湖 松林 钟楼 码头 团结 光明'.split(' ');
const ENGLISH =
  'elder meal day care health check legal aid job training class repair parcel parking library fitness counselling'.split(
    ' ',
  );

/** A generator of numbers from 0 to 1 that gives the same row for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** So many made services: a name of three to four words, two aliases, a summary of about 35 characters. */
export function madeEntries(count: number, seed = 7): readonly SearchEntry[] {
  const random = seeded(seed);
  const pick = (words: readonly string[]): string => words[Math.floor(random() * words.length)] ?? '';
  const sounds = new Map<string, string>();
  const soundOf = (words: readonly string[]): string =>
    words
      .map((word) => {
        const known = sounds.get(word) ?? pinyin(word, { toneType: 'none' });
        sounds.set(word, known);
        return known;
      })
      .join(' ');
  return Array.from({ length: count }, (_, number) => {
    const name = [pick(WHERE), pick(WHO), pick(WHAT), ...(random() < 0.6 ? [pick(HOW)] : [])];
    const aliases = [
      [pick(WHAT), pick(HOW)],
      [pick(WHO), pick(WHAT)],
    ];
    return {
      id: `made-${number}`,
      name: { zh: name.join(''), en: `${pick(ENGLISH)} ${pick(ENGLISH)} ${pick(ENGLISH)}` },
      aliases: aliases.map((words) => words.join('')),
      pinyin: [name, ...aliases].map(soundOf),
      text: `面向${pick(WHO)}和${pick(WHO)}的${pick(WHAT)}、${pick(WHAT)}与${pick(WHAT)}${pick(HOW)},在${pick(WHERE)}${pick(HOW)},每周开放,请带身份证。`,
    };
  });
}

/** What people type, by kind. Each finds something among made entries unless its kind says otherwise. */
export const typedQueries: Readonly<Record<string, readonly string[]>> = {
  characters: ['助餐', '老年助餐', '康复', '法律援助', '服务', '儿童', '图书借阅', '幸福里'],
  scattered: ['老人餐', '助餐老年', '社区课城', '老年住餐', '法律元助'],
  pinyin: ['zhucan', 'laonianzhucan', 'zhuc', 'kangfu', 'falv', 'fuwu', 'tushujieyue', 'shangmen'],
  initials: ['zc', 'lnzc', 'flyz', 'fw', 'kf', 'xlsd'],
  mixed: ['zhu餐', '老nian', 'laonzc', '法lv', 'tushujy'],
  'one slip': ['zhucam', 'zhcuan', 'zhuccan', 'kangfi', 'laoniamzhucan', 'ahangmen', 'tushujieuye'],
  'sounds alike': ['zucan', 'sangmen', 'kanfu', 'xinlisudao', 'laolianzhucan'],
  english: ['meal', 'health', 'legal aid', 'librarry'],
  'one key': ['z', 's', '老', 'l', '服'],
  nothing: ['qqqq', 'wxyzwxyz', '鑫鑫鑫', 'zzzzzzzzzz', '银行卡'],
};
