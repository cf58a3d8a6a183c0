import type { TemplateResult } from 'lit';
import type { Choice, ChoiceList, Path } from '../form-types.ts';
import type { FormWords } from '../form-words.ts';
import type { Issue } from '../issues.ts';
import type { Field, Shape } from '../shape.ts';
import { isList, isObject, pathText } from '../values.ts';

/** What the drawings of fields ask of the form, and how they change it. */
export interface Pen {
  /** Draws a field, whatever it is. */
  readonly draw: (spot: Spot) => TemplateResult;
  readonly words: FormWords;
  readonly timeZone: string;
  readonly readOnly: boolean;
  /** What a list of the outside holds; undefined where it was not given. */
  readonly choices: (list: ChoiceList) => readonly Choice[] | undefined;
  /** True where the value at this path was saved under its id, which then stays. */
  readonly isFixed: (path: Path) => boolean;
  /** What is wrong exactly there. */
  readonly issues: (path: Path) => readonly Issue[];
  /** How much is wrong there and below. */
  readonly issuesWithin: (path: Path) => number;
  /** Writes a value; undefined takes the field out. */
  readonly change: (path: Path, next: unknown) => void;
  readonly isOpen: (key: string, standard: boolean) => boolean;
  readonly setOpen: (key: string, open: boolean) => void;
  /** Whether an unset field was asked to be filled in. */
  readonly isAsked: (path: Path) => boolean;
  readonly ask: (path: Path) => void;
  /** Takes a field out and folds it. */
  readonly clear: (path: Path) => void;
  readonly list: ListWork;
  /** How many hours a day the hall's own rule asks for. */
  readonly leastHours: number | undefined;
  /** Focuses the first control of a field once it is drawn. */
  readonly focus: (path: Path) => void;
}

/** What is done with the items of a list. `at` is the path of the list. */
export interface ListWork {
  readonly add: (spot: Spot) => void;
  readonly move: (spot: Spot, from: number, to: number, name: string) => void;
  readonly copy: (spot: Spot, index: number) => void;
  readonly remove: (spot: Spot, index: number, name: string) => void;
}

/** One field of a value that is being drawn. */
export interface Spot {
  readonly field: Field;
  readonly path: Path;
  /** What is written; undefined where nothing is. */
  readonly own: unknown;
  /** What holds: what is written, or what stands for it. */
  readonly shown: unknown;
  /** True where a heading says its name already. */
  readonly bare?: boolean;
}

/** The place of a field inside the value that is shown at another place. */
export function inside(parent: Pick<Spot, 'path' | 'own' | 'shown'>, field: Field): Spot {
  const of = (value: unknown): unknown => (isObject(value) ? value[field.name] : undefined);
  return {
    field,
    path: [...parent.path, field.name],
    own: of(parent.own),
    shown: of(parent.shown) ?? field.standard,
  };
}

/** The place of a list's item. */
export function itemOf(list: Spot, item: Shape, index: number): Spot {
  const of = (value: unknown): unknown => (isList(value) ? value[index] : undefined);
  return {
    field: { name: String(index), at: list.field.at, shape: item, optional: false, standard: undefined },
    path: [...list.path, index],
    own: of(list.own),
    shown: of(list.shown),
  };
}

/** The id that a control has in the document; `part` tells several controls of one field apart. */
export const idOf = (path: Path, part = ''): string => `f-${pathText(path)}${part && `-${part}`}`;

/** What holds is not written here but comes from elsewhere. */
export const isStandard = ({ own, shown }: Spot): boolean => own === undefined && shown !== undefined;

/** What is written as text, so that a wrong type is seen and not lost. */
export const textOf = (value: unknown): string =>
  value === undefined || value === null
    ? ''
    : typeof value === 'string'
      ? value
      : typeof value === 'number' || typeof value === 'boolean'
        ? String(value)
        : JSON.stringify(value);
