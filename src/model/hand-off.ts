import type { Guide } from './schema/service.ts';
import type { Localized } from './schema/text.ts';
import type { Who } from './schema/command.ts';
import { LONGEST, WHO_FIELDS, type Wanted } from './who-rules.ts';

/**
 * What a terminal hands to a phone, and what comes back. It travels as sealed JSON (see `hand-off-seal.ts`); each side reads it
 * as if a stranger had written it: whole and within its bounds, or not at all.
 */
interface Common {
  readonly hall: Localized;
}

export type GuideMaterial = Readonly<NonNullable<Guide['materials']>[number]> & {
  /** The person has it. */
  readonly ticked: boolean;
};

/** What to bring, what of it is still missing, and where to go. */
export interface GuideHandOff extends Common {
  readonly kind: 'guide';
  readonly service: Localized;
  readonly materials: readonly GuideMaterial[];
  /** As far as they are set: the window, the opening hours, a phone number, the fee. */
  readonly facts: Pick<Guide, 'window' | 'hours' | 'phone' | 'fee'>;
  readonly place?: { readonly name: Localized; readonly address?: Localized };
  readonly withoutScreen: Localized;
  readonly demo: boolean;
}

export interface FormOption {
  readonly id: string;
  readonly label: Localized;
  readonly asks: readonly ('phone' | 'address')[];
}

export interface FormQuestion {
  readonly key: string;
  readonly label: Localized;
  /** The day whose menu it is, an instant; absent where one answer holds for all days. */
  readonly day?: string;
  readonly options: readonly FormOption[];
  /** The id of the option that was chosen at the terminal. */
  readonly chosen?: string;
}

/** What a booking asks, to be answered on a phone. */
export interface FormHandOff extends Common {
  readonly kind: 'form';
  readonly service: Localized;
  /** Of the first time that was chosen. */
  readonly startsAt: string;
  readonly timeZone: string;
  /** Without what the options ask besides. */
  readonly wanted: Wanted;
  readonly questions: readonly FormQuestion[];
  /** What was typed so far. */
  readonly typed: Who;
  /** Somebody books for another. */
  readonly another: boolean;
}

/** The terminal waits for a code that the phone shows or that is typed there. */
export interface ScanHandOff extends Common {
  readonly kind: 'scan';
  readonly purpose: 'check-in' | 'manage';
}

export type HandOffQuestion = GuideHandOff | FormHandOff | ScanHandOff;

export interface FormAnswer {
  readonly kind: 'form';
  readonly who: Who;
  /** The chosen option of each question, by its key. */
  readonly answers: Readonly<Record<string, string>>;
}

/** A pass, as its code reads, or nine digits. */
export interface CodeAnswer {
  readonly kind: 'code';
  readonly text: string;
}

export type HandOffAnswer = FormAnswer | CodeAnswer;

// Reading: every reader takes anything, and gives what it is looking for or throws `NotIt` inside `readWhole`.

class NotIt extends Error {}
type Reader<T> = (value: unknown) => T;
type Fields = Readonly<Record<string, unknown>>;

const not = (): never => {
  throw new NotIt();
};
const text =
  (most: number): Reader<string> =>
  (value) =>
    typeof value === 'string' && value.length <= most ? value : not();
const flag: Reader<boolean> = (value) => (typeof value === 'boolean' ? value : not());
const oneOf =
  <T extends string>(...values: readonly T[]): Reader<T> =>
  (value) =>
    values.find((each) => each === value) ?? not();
const fields: Reader<Fields> = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : not();
const listOf =
  <T>(read: Reader<T>, most: number): Reader<readonly T[]> =>
  (value) =>
    Array.isArray(value) && value.length <= most ? value.map((each: unknown) => read(each)) : not();
/** A field that may be left out. */
const maybe = <K extends string, T>(from: Fields, key: K, read: Reader<T>): { readonly [P in K]?: T } =>
  (from[key] === undefined ? {} : { [key]: read(from[key]) }) as { readonly [P in K]?: T };

const localized: Reader<Localized> = (value) => {
  const from = fields(value);
  return { zh: text(400)(from['zh']), ...maybe(from, 'en', text(1_600)) };
};
const instant: Reader<string> = (value) => {
  const found = text(40)(value);
  return Number.isNaN(Date.parse(found)) ? not() : found;
};
const copies: Reader<number> = (value) =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 100 ? value : not();

const common = (from: Fields): Common => ({
  hall: localized(from['hall']),
});

const material: Reader<GuideMaterial> = (value) => {
  const from = fields(value);
  return {
    name: localized(from['name']),
    ...maybe(from, 'form', oneOf('original', 'copy', 'electronic', 'any')),
    ...maybe(from, 'copies', copies),
    ...maybe(from, 'issuedBy', localized),
    ...maybe(from, 'howToGet', localized),
    noLongerRequired: flag(from['noLongerRequired']),
    ticked: flag(from['ticked']),
  };
};

const MOST_MATERIALS = 100;

const guide = (from: Fields): GuideHandOff => {
  const facts = fields(from['facts']);
  return {
    kind: 'guide',
    ...common(from),
    service: localized(from['service']),
    materials: listOf(material, MOST_MATERIALS)(from['materials']),
    facts: {
      ...maybe(facts, 'window', localized),
      ...maybe(facts, 'hours', localized),
      ...maybe(facts, 'phone', text(40)),
      ...maybe(facts, 'fee', localized),
    },
    ...maybe(from, 'place', (value) => {
      const place = fields(value);
      return { name: localized(place['name']), ...maybe(place, 'address', localized) };
    }),
    withoutScreen: localized(from['withoutScreen']),
    demo: flag(from['demo']),
  };
};

const wanted: Reader<Wanted> = (value) => {
  const from = fields(value);
  const much = oneOf('no', 'optional', 'required');
  return {
    name: much(from['name']),
    phone: much(from['phone']),
    address: oneOf('no', 'required')(from['address']),
  };
};

const who: Reader<Who> = (value) => {
  const from = fields(value);
  return Object.fromEntries(
    WHO_FIELDS.flatMap((field) =>
      from[field] === undefined ? [] : [[field, text(LONGEST[field])(from[field])]],
    ),
  );
};

const option: Reader<FormOption> = (value) => {
  const from = fields(value);
  return {
    id: text(64)(from['id']),
    label: localized(from['label']),
    asks: listOf(oneOf('phone', 'address'), 2)(from['asks']),
  };
};

const question: Reader<FormQuestion> = (value) => {
  const from = fields(value);
  return {
    key: text(200)(from['key']),
    label: localized(from['label']),
    ...maybe(from, 'day', instant),
    options: listOf(option, 60)(from['options']),
    ...maybe(from, 'chosen', text(64)),
  };
};

const form = (from: Fields): FormHandOff => ({
  kind: 'form',
  ...common(from),
  service: localized(from['service']),
  startsAt: instant(from['startsAt']),
  timeZone: text(64)(from['timeZone']),
  wanted: wanted(from['wanted']),
  questions: listOf(question, 60)(from['questions']),
  typed: who(from['typed']),
  another: flag(from['another']),
});

/** @returns undefined for any text that is not whole */
function readWhole<T>(json: string, read: (from: Fields) => T): T | undefined {
  try {
    return read(fields(JSON.parse(json)));
  } catch {
    return undefined;
  }
}

/** Reads what a terminal handed over. Never throws. */
export const readQuestion = (json: string): HandOffQuestion | undefined =>
  readWhole(json, (from): HandOffQuestion => {
    switch (from['kind']) {
      case 'guide':
        return guide(from);
      case 'form':
        return form(from);
      case 'scan':
        return { kind: 'scan', ...common(from), purpose: oneOf('check-in', 'manage')(from['purpose']) };
      default:
        return not();
    }
  });

const PASS = /^(?:[0-9A-Z $%*+\-./:]{20,200}|\d{9})$/u;

/** Reads what a phone handed back. Never throws; what it says is still to be judged like anything typed or scanned. */
export const readAnswer = (json: string): HandOffAnswer | undefined =>
  readWhole(json, (from): HandOffAnswer => {
    switch (from['kind']) {
      case 'code': {
        const code = text(200)(from['text']);
        return PASS.test(code) ? { kind: 'code', text: code } : not();
      }
      case 'form': {
        const entries = Object.entries(fields(from['answers']));
        if (entries.length > 60) return not();
        return {
          kind: 'form',
          who: who(from['who']),
          answers: Object.fromEntries(entries.map(([key, value]) => [text(200)(key), text(64)(value)])),
        };
      }
      default:
        return not();
    }
  });

/**
 * The guide without what can be done without, for one that is too long to be handed over: first how to get each material, then
 * who issues it.
 */
export const shorterGuide = (from: GuideHandOff, step: 1 | 2): GuideHandOff => ({
  ...from,
  materials: from.materials.map(({ howToGet: _how, issuedBy, ...rest }) => ({
    ...rest,
    ...(step === 1 && issuedBy ? { issuedBy } : {}),
  })),
});

/** What is still missing comes first, each part in its own order; what nobody needs any more comes last. */
export const missingFirst = <T extends Pick<GuideMaterial, 'ticked' | 'noLongerRequired'>>(
  materials: readonly T[],
): readonly T[] => {
  const rank = ({ ticked, noLongerRequired }: T): number => (noLongerRequired ? 2 : ticked ? 1 : 0);
  return [...materials].sort((one, other) => rank(one) - rank(other));
};
