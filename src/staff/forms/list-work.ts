import type { ContentFormKey } from '../../access/messages/content-form.ts';
import { blankOf, copyOf } from './blank.ts';
import { type ListWork, type Spot, idOf } from './draw/pen.ts';
import type { Path } from './form-types.ts';
import { isList, moved } from './values.ts';

/** What the form does for whoever works on its lists. */
export interface ListForm {
  readonly change: (path: Path, next: unknown) => void;
  /** Keeps open what moved. @param order where each item of the new list stood in the old one; -1 for a new one */
  readonly carry: (list: Path, order: readonly number[]) => void;
  readonly open: (item: Path) => void;
  readonly say: (key: ContentFormKey, values: Readonly<Record<string, string | number>>) => void;
  /** @param value what stood there before it was taken */
  readonly offerUndo: (path: Path, value: unknown, item: string) => void;
  readonly focus: (path: Path) => void;
  /** Focuses the first of these controls that there is. */
  readonly focusFirst: (ids: readonly string[]) => void;
}

const listOf = ({ shown }: Spot): readonly unknown[] => (isList(shown) ? shown : []);

/** Adds, moves, copies and removes the items of the lists of a form, says so, and keeps the focus where the work is. */
export const listWork = (form: ListForm): ListWork => ({
  add: (spot) => {
    const { field, path } = spot;
    if (field.shape.kind !== 'list') return;
    const list = listOf(spot);
    const at = [...path, list.length];
    form.change(path, [...list, blankOf(field.shape.item, field.at)]);
    form.open(at);
    form.say('said.added', { of: list.length + 1 });
    form.focus(at);
  },
  move: (spot, from, to, name) => {
    const list = listOf(spot);
    form.change(spot.path, moved(list, from, to));
    form.carry(spot.path, moved([...list.keys()], from, to));
    form.say('said.moved', { item: name, n: to + 1, of: list.length });
    form.focusFirst([idOf([...spot.path, to], to < from ? 'up' : 'down')]);
  },
  copy: (spot, index) => {
    const { field, path } = spot;
    if (field.shape.kind !== 'list') return;
    const list = listOf(spot);
    const copy = copyOf(field.shape.item, list[index], field.at);
    const order = [...list.keys()];
    form.change(path, [...list.slice(0, index + 1), copy, ...list.slice(index + 1)]);
    form.carry(path, [...order.slice(0, index + 1), -1, ...order.slice(index + 1)]);
    form.open([...path, index + 1]);
    form.say('said.copied', { of: list.length + 1 });
    form.focus([...path, index + 1]);
  },
  remove: (spot, index, name) => {
    const { field, path } = spot;
    const list = listOf(spot);
    const rest = list.filter((_item, other) => other !== index);
    form.change(path, rest.length === 0 && field.optional && field.standard === undefined ? undefined : rest);
    form.carry(
      path,
      [...list.keys()].filter((other) => other !== index),
    );
    form.offerUndo(path, list, name);
    const next = [...path, Math.min(index, rest.length - 1)];
    form.focusFirst([...(rest.length > 0 ? [idOf(next, 'remove')] : []), idOf(path)]);
  },
});
