import type { EntryKey } from '../../../api/staff-content.ts';
import type { ContentFault } from '../../../model/schema/staff-content.ts';
import type { FieldFault } from '../../forms/form-types.ts';
import type { ContentContext } from '../content-context.ts';
import { faultText } from '../fault-text.ts';

/** What the latest check found in one entry. */
export function findingsOf({ reading: { check } }: ContentContext, key: EntryKey) {
  const ofEntry = (found: readonly ContentFault[] = []): readonly ContentFault[] =>
    found.filter(({ role, id }) => role === key.role && id === key.id);
  return { faults: ofEntry(check?.faults), warnings: ofEntry(check?.warnings) };
}

/** The faults of an entry as its form shows them at their fields. */
export class FieldFindings {
  #told: { readonly check: unknown; readonly of: string; readonly faults: readonly FieldFault[] } | undefined;

  /** @returns the same list as long as nobody checked again: the form hides what was mended since */
  ofFields(content: ContentContext, key: EntryKey): readonly FieldFault[] {
    const { words, reading } = content;
    const of = `${key.role}/${key.id}/${words.language}`;
    if (this.#told?.check === reading.check && this.#told?.of === of) return this.#told.faults;
    const faults = findingsOf(content, key).faults.map((fault) => ({
      path: fault.path,
      ...faultText(words, fault),
    }));
    this.#told = { check: reading.check, of, faults };
    return faults;
  }
}
