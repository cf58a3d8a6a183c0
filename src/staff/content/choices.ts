import type { ContentOverview, ContentRole } from '../../model/schema/staff-content.ts';
import type { Choice, FormChoices } from '../forms/form-types.ts';
import type { EntryBody } from './entry/unsent.ts';

/** Whole files that entries refer into: circles of the site, resources of the calendar, queues. */
export type SideBodies = Readonly<Partial<Record<'site' | 'calendar' | 'queues', EntryBody>>>;

/** Which of them the form of a kind of entry needs. */
export const sidesOf = (kind: ContentRole): readonly (keyof SideBodies)[] =>
  kind === 'places' ? ['site'] : kind === 'services' ? ['calendar'] : [];

/** The items of a list of a file that have an id, as choices. What is half typed is left out. */
function itemsOf(body: EntryBody, list: string, name: string): readonly Choice[] {
  const items = body[list];
  return (Array.isArray(items) ? (items as readonly unknown[]) : []).flatMap((item) => {
    const { id, [name]: text } = (item ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof id !== 'string') return [];
    const { zh, en } = (text ?? {}) as { readonly zh?: unknown; readonly en?: unknown };
    return [
      {
        id,
        name: {
          zh: typeof zh === 'string' && zh !== '' ? zh : id,
          ...(typeof en === 'string' && en !== '' ? { en } : {}),
        },
      },
    ];
  });
}

/**
 * What the fields of a form can refer to, as the draft has it now.
 * @param body the entry at hand, which may refer to parts of itself
 */
export function choicesOf(
  overview: ContentOverview,
  kind: ContentRole,
  body: EntryBody,
  sides: SideBodies,
): FormChoices {
  const entries = (role: ContentRole): readonly Choice[] =>
    overview.entries
      .filter((entry) => entry.role === role && entry.state !== 'removed')
      .map(({ id, title }) => ({ id, name: { ...title, zh: title.zh === '' ? id : title.zh } }));
  const terms = (id: string): readonly Choice[] =>
    (overview.terms.find((list) => list.id === id)?.terms ?? []).map((term) => ({
      id: term.id,
      name: term.name,
      ...(term.icon === undefined ? {} : { icon: term.icon }),
    }));
  // A list that was not read is left out: its ids can still be typed.
  const listed = (
    list: 'circles' | 'resources' | 'queues',
    role: keyof SideBodies,
    name: string,
  ): FormChoices => {
    const file = kind === role ? body : sides[role];
    return file ? { [list]: itemsOf(file, list, name) } : {};
  };
  return {
    places: entries('places'),
    services: entries('services'),
    catalogue: overview.catalogue.map(({ id, name }) => ({ id, name })),
    categories: terms('category'),
    audiences: terms('audience'),
    placeKinds: terms('place-kind'),
    diets: terms('diet'),
    ...listed('circles', 'site', 'domain'),
    ...listed('resources', 'calendar', 'name'),
    ...listed('queues', 'queues', 'name'),
  };
}
