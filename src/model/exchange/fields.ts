import type { SheetKind } from '../schema/staff-exchange.ts';
import { channels, choice, choiceList, reference, referenceList, yesNo } from './choice-forms.ts';
import type { Form } from './forms.ts';
import { materials, weeklyHours } from './list-forms.ts';
import { day, moment, time, wholeNumber } from './number-forms.ts';
import { codes, localizedList, localizedText, text } from './text-forms.ts';

/** A field of an item and the columns it stands in. */
export interface Field {
  /** Where it is in the item. */
  readonly path: string;
  readonly form: Form;
  /** The keys of its columns, in the order of the form's parts. */
  readonly columns: readonly string[];
}

const field = (path: string, form: Form, columns: readonly string[] = [path]): Field => ({
  path,
  form,
  columns,
});
const both = (path: string): Field => field(path, localizedText, [`${path}.zh`, `${path}.en`]);
const list = (path: string): Field => field(path, localizedList, [`${path}.zh`, `${path}.en`]);

const guideTexts = (...names: readonly string[]): Field[] => names.map((name) => both(`guide.${name}`));
const guideLists = (...names: readonly string[]): Field[] => names.map((name) => list(`guide.${name}`));

const ACCESS = ['stepFree', 'toilet', 'hearingLoop', 'tactilePaving', 'childFacilities', 'restSeats'];

const services: readonly Field[] = [
  field('service', reference('catalogue')),
  both('name'),
  both('summary'),
  field('place', reference('place')),
  field('channels', channels, ['channels', 'channels.stated']),
  both('withoutScreen'),
  field('guide.code', text),
  ...guideTexts('kind', 'authority', 'basis', 'who'),
  ...guideLists('requirements'),
  field('guide.materials', materials, ['guide.materials.zh', 'guide.materials.en']),
  ...guideTexts('legalLimit', 'promisedLimit'),
  field('guide.visits', wholeNumber),
  ...guideTexts('fee', 'feeBasis', 'window', 'hours'),
  field('guide.phone', text),
  ...guideTexts('directions'),
  ...guideLists('steps', 'forms', 'departments'),
  ...guideTexts('outcome'),
  ...guideLists('refusalReasons'),
  ...guideTexts('remedy', 'questions', 'complaints'),
  field('asks.name', choice('asked')),
  field('asks.phone', choice('asked')),
  both('subsidy'),
];

const places: readonly Field[] = [
  field('id', text),
  both('name'),
  field('kind', reference('place-kind')),
  both('summary'),
  field('within', reference('place')),
  list('uses'),
  both('address'),
  field('phone', text),
  both('directions'),
  field('hours', weeklyHours),
  field('circle', reference('circle')),
  ...ACCESS.map((name) => field(`accessibility.${name}`, choice('known'))),
  field('systems', codes),
  field('demo', yesNo),
];

const notices: readonly Field[] = [
  field('id', text),
  both('title'),
  both('body'),
  field('urgency', choice('urgency')),
  field('from', moment),
  field('until', moment),
  field('targets.places', referenceList('place')),
  field('targets.screens', choiceList('screen')),
  field('systems', codes),
  field('demo', yesNo),
];

/** A line is a row of a table; what is said of the table stands in each of its lines. */
const indicators: readonly Field[] = [
  field('table.id', text),
  both('table.title'),
  field('table.source', text),
  both('table.baseLabel'),
  both('table.targetLabel'),
  field('id', text),
  field('no', wholeNumber),
  both('group'),
  both('name'),
  field('base', text),
  field('target', text),
  both('nature'),
  both('remark'),
];

const calendar: readonly Field[] = [
  field('kind', choice('calendar-kind')),
  both('name'),
  field('from', day),
  field('to', day),
  field('opensAt', time),
  field('closesAt', time),
  field('services', referenceList('service')),
  field('places', referenceList('place')),
  field('demo', yesNo),
];

export const fieldsOf: Readonly<Record<SheetKind, readonly Field[]>> = {
  services,
  places,
  notices,
  indicators,
  calendar,
};

/** The column with what the others cannot show: for machines, as JSON by the fields' paths. */
export const REST = 'rest';
/** Of services: what the catalogue calls it. Written for people, never read. */
export const CATALOGUE_NAME = 'catalogue-name';

/** The columns of a kind of sheet, in order, as they are written. */
export const columnsOf = (kind: SheetKind): readonly string[] => {
  const [first = [], ...others] = fieldsOf[kind].map(({ columns }) => columns);
  return [...first, ...(kind === 'services' ? [CATALOGUE_NAME] : []), ...others.flat(), REST];
};

/** The columns without which no line says what it is about. */
export const keyColumns: Readonly<Record<SheetKind, readonly string[]>> = {
  services: ['service'],
  places: ['id'],
  notices: ['id'],
  indicators: ['table.id', 'id'],
  calendar: ['kind', 'from', 'name.zh'],
};
