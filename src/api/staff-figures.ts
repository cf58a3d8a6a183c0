import type { Figures, FiguresQuery } from '../model/schema/staff-figures.ts';
import type { StaffAnswer, StaffCall } from './staff-client.ts';

/** What was used at one site, and how long people waited. */
export class FiguresClient {
  readonly #call: StaffCall;
  readonly #path: string;

  constructor(call: StaffCall, site: string) {
    this.#call = call;
    this.#path = `/api/sites/${encodeURIComponent(site)}/staff/figures`;
  }

  /** @returns `figures.period` where the period ends before it begins or is too long */
  read(wanted: FiguresQuery): StaffAnswer<Figures> {
    return this.#call('GET', `${this.#path}${search(wanted)}`);
  }

  /** Where the same is to be had as a file. */
  filePath(wanted: FiguresQuery, format: 'csv' | 'xlsx'): string {
    return `${this.#path}.${format}${search(wanted)}`;
  }
}

function search(wanted: FiguresQuery): string {
  const set = Object.entries(wanted).filter(([, value]) => value !== undefined && value !== '');
  return set.length === 0 ? '' : `?${String(new URLSearchParams(set as [string, string][]))}`;
}
