import type { MessageKey, Words } from '../../access/say.ts';
import type { Service } from '../../model/schema/service.ts';
import type { Localized } from '../../model/schema/text.ts';

/** One line of the guide. `unset` where nobody filled it in: it reads 未设定 and is never guessed. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly unset?: boolean;
}

export interface GuideSection {
  readonly heading: string;
  readonly facts: readonly Fact[];
}

type Guide = Service['guide'];
type Value = string | number | Localized | readonly Localized[] | undefined;

/** The fields of the one-time-notice guide, in the order people ask for them. */
const SECTIONS: readonly { readonly heading: MessageKey; readonly fields: readonly (keyof Guide)[] }[] = [
  { heading: 'guide.conditions', fields: ['who', 'requirements'] },
  { heading: 'guide.time', fields: ['legalLimit', 'promisedLimit', 'visits'] },
  { heading: 'guide.fee-section', fields: ['fee', 'feeBasis'] },
  { heading: 'guide.where', fields: ['window', 'hours', 'phone', 'directions'] },
  { heading: 'guide.how', fields: ['steps', 'forms', 'departments'] },
  { heading: 'guide.result', fields: ['outcome', 'refusalReasons', 'remedy'] },
  { heading: 'guide.contact', fields: ['questions', 'complaints'] },
  { heading: 'guide.identity', fields: ['code', 'kind', 'authority', 'basis'] },
];

function textOf(value: Value, words: Words): string {
  if (value === undefined) return '';
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if ('zh' in value) return words.of(value);
  return value.map((each, index) => `${index + 1}. ${words.of(each)}`).join('\n');
}

function fact(label: string, value: string, words: Words): Fact {
  return value === '' ? { label, value: words.t('unset'), unset: true } : { label, value };
}

/** In which form a material is wanted, how often, and how to get it. */
export function materialDetails(material: NonNullable<Guide['materials']>[number], words: Words): string {
  const { t, of } = words;
  return [
    material.noLongerRequired ? t('guide.no-longer-required') : '',
    material.form ? t(`form.${material.form}`) : '',
    material.copies === undefined ? '' : t('guide.copies', { n: material.copies }),
    material.issuedBy ? t('guide.issued-by', { who: of(material.issuedBy) }) : '',
    of(material.howToGet),
  ]
    .filter((part) => part !== '')
    .join(t('list.separator'));
}

/** Whether anybody said what to bring: then it is a list to tick off (see `material-list.ts`). */
export const saysMaterials = ({ guide }: Service): boolean => (guide.materials?.length ?? 0) > 0;

/** All sections of the guide but the list of what to bring; where nobody said what, a section says so. */
export function guideSections(service: Service, words: Words): readonly GuideSection[] {
  const sections = SECTIONS.map(({ heading, fields }) => ({
    heading: words.t(heading),
    facts: fields.map((field) =>
      fact(words.t(`guide.${field}` as MessageKey), textOf(service.guide[field] as Value, words), words),
    ),
  }));
  if (saysMaterials(service)) return sections;
  const heading = words.t('guide.materials');
  const unset = { heading, facts: [fact(heading, '', words)] };
  return [sections[0] as GuideSection, unset, ...sections.slice(1)];
}
