import { type TemplateResult, html } from 'lit';
import type { ContentRole, EntryRow } from '../../model/schema/staff-content.ts';
import { deskPath } from '../shell/route.ts';
import type { ContentContext } from './content-context.ts';
import { type ContentWords, roleName } from './content-words.ts';

/** Where an entry is changed; without an id, the list of its kind. */
export const entryPath = ({ staff }: ContentContext, role: ContentRole, id?: string): string =>
  deskPath(staff.site.id, 'content', id === undefined ? [role] : [role, id]);

export const entryLink = (
  content: ContentContext,
  role: ContentRole,
  id: string,
  name: string,
): TemplateResult => html`<a href=${entryPath(content, role, id)}>${name}</a>`;

/** What an entry is called; a whole file by its kind. */
export function rowTitle(
  words: ContentWords,
  { role, id, title }: Pick<EntryRow, 'role' | 'id' | 'title'>,
): string {
  if (id === '-') return roleName(words, role);
  const name = words.of(title);
  return name === '' ? words.t('list.nameless') : name;
}
