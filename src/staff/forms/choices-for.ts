import { iconNames } from '../../../components/icon/icon-names.ts';
import { iconsZh } from '../../access/messages/icons.ts';
import type { Choice, ChoiceList, FormChoices, FormKind } from './form-types.ts';
import { isList, isObject } from './values.ts';

const iconChoices: readonly Choice[] = iconNames.map((id) => {
  const [name = id, ...others] = iconsZh[id]?.split(' ') ?? [];
  const note = others.length > 0 ? { note: { zh: others.join(' '), en: '' } } : {};
  return { id, name: { zh: name, en: id }, icon: id, ...note };
});

/** The queues of a file, as far as they have ids. */
const queuesIn = (queues: readonly unknown[]): Choice[] =>
  queues.flatMap((queue): Choice[] => {
    if (!isObject(queue) || typeof queue['id'] !== 'string') return [];
    const { zh, en } = isObject(queue['name']) ? queue['name'] : { zh: undefined, en: undefined };
    const name = { zh: typeof zh === 'string' && zh !== '' ? zh : queue['id'] };
    return [{ id: queue['id'], name: typeof en === 'string' ? { ...name, en } : name }];
  });

/**
 * What a field can refer to: what the outside gave, the pictures there are, and what the entry itself holds, since
 * counters call the queues of the same file.
 * @returns undefined where the list is not known
 */
export function choicesFor(
  list: ChoiceList,
  given: FormChoices,
  kind: FormKind,
  value: unknown,
): readonly Choice[] | undefined {
  if (list === 'icons') return given.icons ?? iconChoices;
  const queues = list === 'queues' && kind === 'queues' && isObject(value) ? value['queues'] : undefined;
  return isList(queues) ? queuesIn(queues) : given[list];
}
