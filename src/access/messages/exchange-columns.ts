import type { Localized } from '../../model/schema/text.ts';

/**
 * What the columns of sheets are called, in Chinese and English, by which other names they are known, and what to write into
 * them. By the field's path; a name that holds for one kind of sheet only stands as `kind:path`. A text in two languages has
 * two columns, the second of which is made here.
 */
interface ColumnWords {
  readonly zh: string;
  readonly en: string;
  readonly also?: readonly string[];
  readonly help: Localized;
}

const words = (zh: string, en: string, helpZh: string, helpEn: string, ...also: string[]): ColumnWords => ({
  zh,
  en,
  also,
  help: { zh: helpZh, en: helpEn },
});

const LINES_ZH = '一行一条';
const LINES_EN = 'One a line';

/** In two languages: `.zh` and `.en`. */
const bilingual: Readonly<Record<string, ColumnWords>> = {
  name: words(
    '名称',
    'Name',
    '屏幕上显示的名称，可以不填',
    'As shown on the screen; may be left empty',
    '服务名称',
    '场所名称',
    '事项名称',
    '标题名称',
    'service name',
    'title',
  ),
  'places:name': words(
    '名称',
    'Name',
    '必填，最多 40 字',
    'Required, at most 40 characters',
    '场所名称',
    '地点名称',
    'place name',
  ),
  'indicators:name': words(
    '指标',
    'Indicator',
    '必填，照文件抄写',
    'Required, as the document prints it',
    '指标名称',
    '名称',
    'name',
  ),
  'calendar:name': words(
    '名称',
    'Name',
    '必填，例如 国庆休息',
    'Required, such as National Day',
    '节日',
    '事由',
    'holiday',
    'reason',
  ),
  summary: words(
    '简介',
    'Summary',
    '一两句话',
    'A sentence or two',
    '服务简介',
    '介绍',
    '说明',
    'description',
  ),
  withoutScreen: words(
    '不用屏幕怎么办',
    'Without the screen',
    '不会用机器的人怎么办这件事',
    'How to get it without the terminal',
    '线下办理方式',
  ),
  'guide.kind': words('事项类型', 'Kind of matter', '例如 行政许可', 'Such as permit', '办件类型'),
  'guide.authority': words(
    '实施机关',
    'Authority',
    '哪个部门负责',
    'Who is responsible',
    '实施主体',
    '主管部门',
    '责任部门',
  ),
  'guide.basis': words(
    '设定依据',
    'Legal basis',
    '依据哪个文件',
    'On which document it rests',
    '法律依据',
    '政策依据',
    '依据',
  ),
  'guide.who': words(
    '服务对象',
    'For whom',
    '谁可以办',
    'Who can have it',
    '办理对象',
    '适用对象',
    '对象',
    'eligibility',
  ),
  'guide.requirements': words('受理条件', 'Requirements', LINES_ZH, LINES_EN, '办理条件', '申请条件', '条件'),
  'guide.materials': words(
    '申请材料',
    'What to bring',
    '一行一样：名称｜原件、复印件、电子件、均可｜份数｜谁出具｜怎么办到｜已取消填是',
    'One a line: name | issued by | how to get, in the order of the Chinese lines',
    '所需材料',
    '材料',
    '办理材料',
    'required documents',
    'materials',
  ),
  'guide.legalLimit': words(
    '法定期限',
    'Legal time limit',
    '例如 20个工作日',
    'Such as 20 working days',
    '法定办结时限',
    '法定时限',
  ),
  'guide.promisedLimit': words(
    '承诺期限',
    'Promised time limit',
    '例如 当场办结',
    'Such as at once',
    '承诺办结时限',
    '承诺时限',
    '办理时限',
    '办理期限',
  ),
  'guide.fee': words(
    '收费标准',
    'Fee',
    '不收费就写 不收费',
    'Write "free of charge" where it is',
    '收费',
    '费用',
    '是否收费',
    'fees',
    'cost',
  ),
  'guide.feeBasis': words('收费依据', 'Basis of the fee', '收费时填', 'Where there is a fee'),
  'guide.window': words('办理窗口', 'Counter', '例如 2号窗口', 'Such as counter 2', '窗口', '办理地点'),
  'guide.hours': words('办理时间', 'Hours', '照门口贴的写', 'As posted at the door', '受理时间', '工作时间'),
  'guide.directions': words(
    '交通指引',
    'Directions',
    '怎么走',
    'How to get there',
    '乘车路线',
    'transportation',
  ),
  'guide.steps': words(
    '办理流程',
    'Steps',
    LINES_ZH,
    LINES_EN,
    '流程',
    '办理步骤',
    '步骤',
    'application process',
  ),
  'guide.forms': words('表格', 'Forms', LINES_ZH, LINES_EN, '申请表', '表格名称'),
  'guide.departments': words('联办部门', 'Departments involved', LINES_ZH, LINES_EN, '联合部门', '配合部门'),
  'guide.outcome': words(
    '办理结果',
    'Outcome',
    '办完拿到什么',
    'What one gets in the end',
    '结果',
    '结果名称',
  ),
  'guide.refusalReasons': words(
    '不予受理的情形',
    'Reasons for refusal',
    LINES_ZH,
    LINES_EN,
    '不予受理情形',
    '不予办理的情形',
  ),
  'guide.remedy': words(
    '救济途径',
    'Appeal',
    '不服时怎么办',
    'What to do against a decision',
    '行政复议',
    '复议诉讼',
  ),
  'guide.questions': words('咨询方式', 'Questions', '到哪里问', 'Where to ask', '咨询', '咨询途径'),
  'guide.complaints': words(
    '投诉方式',
    'Complaints',
    '到哪里投诉',
    'Where to complain',
    '投诉',
    '监督投诉',
    '投诉途径',
  ),
  subsidy: words(
    '补贴',
    'Subsidy',
    '补贴和分档，照文件写',
    'Subsidies and tiers, in the words of the document',
    '补贴标准',
    '补贴说明',
  ),
  uses: words('用途', 'Uses', LINES_ZH, LINES_EN, '功能'),
  address: words(
    '地址',
    'Address',
    '不知道就空着，屏幕上显示 未设定',
    'Leave empty where not known; it reads as not set',
    '详细地址',
  ),
  directions: words(
    '怎么走',
    'Directions',
    '从大门怎么走',
    'From the entrance',
    '交通指引',
    '路线',
    'transportation',
  ),
  title: words('标题', 'Title', '必填，最多 60 字', 'Required, at most 60 characters', '公告标题'),
  body: words(
    '正文',
    'Text',
    '必填，纯文字，不要网页代码',
    'Required, plain text without markup',
    '内容',
    '公告内容',
    '公告正文',
    'content',
    'body',
  ),
  'table.title': words(
    '表名',
    'Table title',
    '同一张表的每一行都一样',
    'The same in each line of a table',
    '专栏',
    '指标表',
  ),
  'table.baseLabel': words('基期列名', 'Head of the base', '例如 2020年', 'Such as 2020'),
  'table.targetLabel': words('目标列名', 'Head of the target', '例如 2025年', 'Such as 2025'),
  group: words('分组', 'Group', '可以不填', 'May be left empty', '类别', '一级指标'),
  nature: words('属性', 'Nature', '例如 预期性、约束性', 'Such as expected, binding', '指标属性', '性质'),
  remark: words('备注', 'Remark', '我们自己的说明', 'A remark of ours', '说明', 'note'),
};

/** In one column. */
const single: Readonly<Record<string, ColumnWords>> = {
  service: words(
    '服务编号',
    'Service',
    '必填：目录里的编号，或目录里的名称',
    'Required: its id in the catalogue, or its name there',
    '服务',
    '服务id',
    '事项',
    '服务事项',
    'service id',
  ),
  'catalogue-name': words(
    '目录里的名称（不用填）',
    'Name in the catalogue (not read)',
    '方便认，系统不读这一列',
    'To recognize it by; this column is not read',
  ),
  place: words(
    '场所',
    'Place',
    '场所的编号或名称',
    'Id or name of the place',
    '场所编号',
    '办理场所',
    '地点',
    '服务地点',
    'location',
  ),
  channels: words(
    '办理方式',
    'Channels',
    '预约、自助、代办、上门、电话、网上、窗口，用顿号隔开',
    'appointment, self-service, agent, home-visit, phone, online, counter',
    '服务方式',
    '办理形式',
  ),
  'channels.stated': words(
    '文件写明的办理方式',
    'Channels the document states',
    '上一列里，文件明确写到的几种',
    'Those of the last column that the document says itself',
  ),
  'guide.code': words('事项编码', 'Code', '照事项清单写', 'As in the list of matters', '编码', '实施编码'),
  'guide.visits': words(
    '到现场次数',
    'Visits',
    '数字，0 表示不用来',
    'A number; 0 is none',
    '跑动次数',
    '到办事现场次数',
    '跑腿次数',
  ),
  'guide.phone': words(
    '咨询电话',
    'Phone',
    '只填真实的号码，没有就空着',
    'Real numbers only; leave empty where there is none',
    '电话',
    '联系电话',
    '电话号码',
    'telephone',
  ),
  'asks.name': words('要不要留称呼', 'Asks for a name', '不问、可填、必填', 'no, optional, required'),
  'asks.phone': words('要不要留电话', 'Asks for a phone', '不问、可填、必填', 'no, optional, required'),
  'places:id': words(
    '场所编号',
    'Place id',
    '必填：小写字母、数字和短横，例如 west-hall',
    'Required: lower-case letters, digits and hyphens, such as west-hall',
    '编号',
    'id',
  ),
  'notices:id': words(
    '公告编号',
    'Notice id',
    '必填：小写字母、数字和短横',
    'Required: lower-case letters, digits and hyphens',
    '编号',
    'id',
  ),
  'indicators:id': words(
    '指标编号',
    'Indicator id',
    '必填：小写字母、数字和短横',
    'Required: lower-case letters, digits and hyphens',
    '编号',
    'id',
  ),
  'places:kind': words(
    '场所类型',
    'Kind of place',
    '必填：类型的编号或名称，例如 服务大厅',
    'Required: id or name of the kind',
    '类型',
    '类别',
    '设施类型',
  ),
  'calendar:kind': words(
    '类型',
    'Kind',
    '必填：休息 或 开放',
    'Required: closed or open',
    '休息或开放',
    '安排',
  ),
  within: words(
    '在哪个场所里面',
    'Within',
    '所在场所的编号或名称',
    'Id or name of the place it is in',
    '所在场所',
    '所属场所',
  ),
  phone: words(
    '电话',
    'Phone',
    '只填真实的号码，没有就空着',
    'Real numbers only; leave empty where there is none',
    '联系电话',
    '电话号码',
    'telephone',
  ),
  hours: words(
    '开放时间',
    'Opening hours',
    '一行一段，例如 周一至周五 09:00-17:00',
    'One span a line, such as MO-FR 09:00-17:00',
    '工作时间',
    '营业时间',
    '服务时间',
  ),
  circle: words('生活圈', 'Circle', '生活圈的编号或名称', 'Id or name of the circle', '圈层'),
  'accessibility.stepFree': words(
    '无台阶',
    'Step-free',
    '有、没有、部分有',
    'yes, no, partly',
    '无障碍通道',
    '坡道',
  ),
  'accessibility.toilet': words(
    '无障碍卫生间',
    'Accessible toilet',
    '有、没有、部分有',
    'yes, no, partly',
    '无障碍厕所',
  ),
  'accessibility.hearingLoop': words('助听设备', 'Hearing loop', '有、没有、部分有', 'yes, no, partly'),
  'accessibility.tactilePaving': words('盲道', 'Tactile paving', '有、没有、部分有', 'yes, no, partly'),
  'accessibility.childFacilities': words(
    '母婴设施',
    'Facilities for children',
    '有、没有、部分有',
    'yes, no, partly',
    '母婴室',
    '儿童设施',
  ),
  'accessibility.restSeats': words(
    '休息座椅',
    'Seats to rest',
    '有、没有、部分有',
    'yes, no, partly',
    '座椅',
  ),
  systems: words(
    '对应体系',
    'Systems',
    '文件里的编号，例如 M02、P07',
    'Ids of the documents, such as M02, P07',
    '体系编号',
  ),
  demo: words('演示数据', 'Demo', '是：屏幕上标明是演示', 'yes: shown as demo', '是否演示'),
  urgency: words('重要程度', 'Urgency', '一般、重要', 'ordinary, important', '紧急程度', '级别'),
  'notices:from': words(
    '开始显示',
    'Shown from',
    '例如 2026-05-01 08:00，不填马上显示',
    'Such as 2026-05-01 08:00; at once where empty',
    '开始时间',
    '生效时间',
    '发布时间',
  ),
  until: words(
    '停止显示',
    'Shown until',
    '例如 2026-05-08 18:00，不填一直显示',
    'Such as 2026-05-08 18:00; for good where empty',
    '结束时间',
    '失效时间',
    '截止时间',
  ),
  'calendar:from': words(
    '开始日期',
    'From',
    '必填，例如 2026-10-01',
    'Required, such as 2026-10-01',
    '日期',
    '起始日期',
    '开始',
  ),
  to: words(
    '结束日期',
    'To',
    '最后一天；只有一天就空着',
    'The last day; empty for a single day',
    '截止日期',
    '结束',
  ),
  opensAt: words(
    '开门时间',
    'Opens',
    '类型是 开放 时必填，例如 09:00',
    'Required where open, such as 09:00',
    '开始时间',
    '上班时间',
  ),
  closesAt: words(
    '关门时间',
    'Closes',
    '类型是 开放 时必填，例如 12:00',
    'Required where open, such as 12:00',
    '结束时间',
    '下班时间',
  ),
  services: words(
    '只对这些服务',
    'Only these services',
    '服务的编号或名称，用顿号隔开；空着是全部',
    'Ids or names; all where empty',
    '服务',
    '适用服务',
  ),
  places: words(
    '只对这些场所',
    'Only these places',
    '场所的编号或名称，用顿号隔开；空着是全部',
    'Ids or names; all where empty',
    '场所',
    '适用场所',
  ),
  'table.id': words(
    '表编号',
    'Table id',
    '必填：同一张表的每一行都一样',
    'Required: the same in each line of a table',
    '指标表编号',
  ),
  'table.source': words('来源文件', 'Source', '必填：000 到 004', 'Required: 000 to 004', '来源'),
  no: words('序号', 'No.', '表里印的序号', 'As printed', '编号', 'number'),
  base: words('基期值', 'Base', '照文件抄写，例如 ≥10%', 'As printed, such as ≥10%', '现状值', '基础值'),
  target: words('目标值', 'Target', '照文件抄写', 'As printed', '规划值'),
  rest: words(
    '其余设置（请勿改动）',
    'Other settings (please leave as it is)',
    '表格放不下的设置：时段、预约规则、选项。要改请到内容页',
    'What a sheet cannot show: times, terms, choices. Change them at the content desk',
  ),
};

/** Names by column, the Chinese head first, then the English one, then others. */
export const columnHeads: Readonly<Record<string, readonly string[]>> = Object.fromEntries([
  ...Object.entries(single).map(([key, { zh, en, also = [] }]) => [key, [zh, en, ...also]] as const),
  ...Object.entries(bilingual).flatMap(([key, { zh, en, also = [] }]) => [
    [`${key}.zh`, [zh, `${en} (Chinese)`, en, `${zh}（中文）`, ...also]] as const,
    [`${key}.en`, [`${zh}（英文）`, `${en} (English)`, `英文${zh}`]] as const,
  ]),
]);

/** What to write into a column. */
export const columnHelp: Readonly<Record<string, Localized>> = Object.fromEntries([
  ...Object.entries(single).map(([key, { help }]) => [key, help] as const),
  ...Object.entries(bilingual).flatMap(([key, { help }]) => [
    [`${key}.zh`, help] as const,
    [
      `${key}.en`,
      { zh: `英文，可以不填。${help.en}`, en: `In English; may be left empty. ${help.en}` },
    ] as const,
  ]),
]);

/** What a column is called in a kind of sheet. */
export const headOf = (kind: string, column: string, language: 'zh-Hans' | 'en' = 'zh-Hans'): string =>
  (columnHeads[`${kind}:${column}`] ?? columnHeads[column])?.[language === 'en' ? 1 : 0] ?? column;

/** What a field is called beside its value, whatever language its column is for. */
export const fieldName = (path: string, language: 'zh-Hans' | 'en'): string => {
  const { zh, en } = bilingual[path] ?? single[path] ?? { zh: path, en: path };
  return language === 'en' ? en : zh;
};

export const helpOf = (kind: string, column: string): Localized =>
  columnHelp[`${kind}:${column}`] ?? columnHelp[column] ?? { zh: '' };

/** The line of a template that says what goes where begins with it; a line that begins so is not read. */
export const HELP_MARK = '填写说明：';

const choice = (
  id: string,
  ...names: string[]
): { readonly id: string; readonly names: readonly string[] } => ({
  id,
  names,
});

/** The words for choices; the first is written. */
export const choiceWords = {
  channel: [
    choice('appointment', '预约', '预约办理'),
    choice('self-service', '自助', '自助办理', '自助机'),
    choice('agent', '代办', '帮办', '帮办代办'),
    choice('home-visit', '上门', '上门服务'),
    choice('phone', '电话', '电话办理'),
    choice('online', '网上', '网办', '线上', '网上办理'),
    choice('counter', '窗口', '窗口办理', '现场'),
  ],
  asked: [
    choice('no', '不问', '否', '不要'),
    choice('optional', '可填', '选填'),
    choice('required', '必填', '是'),
  ],
  known: [choice('yes', '有', '是'), choice('no', '没有', '无', '否'), choice('partly', '部分有', '部分')],
  urgency: [choice('ordinary', '一般', '普通'), choice('important', '重要', '紧急')],
  'calendar-kind': [
    choice('closed', '休息', '关闭', '放假', '不开放'),
    choice('open', '开放', '开门', '加开', '上班', '轮班'),
  ],
  'yes-no': [
    choice('true', '是', 'yes', 'y', '1', '√', '✓', '对'),
    choice('false', '否', 'no', 'n', '0', '×', '不是'),
  ],
  weekday: [
    choice('MO', '周一', '星期一', '一', 'Mon', 'Monday'),
    choice('TU', '周二', '星期二', '二', 'Tue', 'Tuesday'),
    choice('WE', '周三', '星期三', '三', 'Wed', 'Wednesday'),
    choice('TH', '周四', '星期四', '四', 'Thu', 'Thursday'),
    choice('FR', '周五', '星期五', '五', 'Fri', 'Friday'),
    choice('SA', '周六', '星期六', '六', 'Sat', 'Saturday'),
    choice('SU', '周日', '星期日', '星期天', '日', 'Sun', 'Sunday'),
  ],
  'material-form': [
    choice('original', '原件'),
    choice('copy', '复印件'),
    choice('electronic', '电子件', '电子版'),
    choice('any', '均可', '都可以'),
  ],
} as const;

/** Words of posters and printed codes. */
export const posterZh = {
  'poster.scan': '用手机扫一扫，在手机上看',
  'poster.materials': '要带的材料',
  'poster.steps': '怎么办',
  'poster.who': '谁可以办',
  'poster.fee': '收费',
  'poster.limit': '多久办好',
  'poster.hours': '办理时间',
  'poster.window': '在哪办',
  'poster.phone': '咨询电话',
  'poster.address': '地址',
  'poster.unset': '未设定',
  'poster.more': '其余内容请扫码看，或问服务台',
  'poster.demo': '演示数据，不是真实安排',
  'poster.hall': '社区服务',
  'poster.all': '所有服务和场所',
  'poster.without': '不用手机也能办',
} as const;

/** The page that a printed code opens on one's own phone. */
export const guidePage = {
  'zh-Hans': {
    services: '服务',
    places: '场所',
    unset: '未设定',
    back: '返回全部服务',
    demo: '演示数据，不是真实安排。',
    unknown: '没有找到这一页',
    'unknown.text': '这项内容可能已经下线。请看全部服务，或到服务台询问。',
    other: 'English',
  },
  en: {
    services: 'Services',
    places: 'Places',
    unset: 'Not set',
    back: 'All services',
    demo: 'Demo data, not a real arrangement.',
    unknown: 'This page was not found',
    'unknown.text': 'It may have been taken down. Please look at all services, or ask at the counter.',
    other: '中文',
  },
} as const;

/** Of written files: what the sheets are called, and the heads of the list of ids. */
export const referenceHeads = {
  'zh-Hans': {
    sheet: '可选的编号',
    list: '哪一列用',
    id: '编号',
    name: '名称',
    catalogue: '服务',
    service: '服务',
    place: '场所',
    'place-kind': '场所类型',
    circle: '生活圈',
    'sheet.services': '服务',
    'sheet.places': '场所',
    'sheet.notices': '公告',
    'sheet.indicators': '指标',
    'sheet.calendar': '日历例外',
  },
  en: {
    sheet: 'Ids to choose from',
    list: 'For the column',
    id: 'Id',
    name: 'Name',
    catalogue: 'Service',
    service: 'Service',
    place: 'Place',
    'place-kind': 'Kind of place',
    circle: 'Circle',
    'sheet.services': 'Services',
    'sheet.places': 'Places',
    'sheet.notices': 'Notices',
    'sheet.indicators': 'Indicators',
    'sheet.calendar': 'Calendar',
  },
} as const;
