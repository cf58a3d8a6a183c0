import type { AuditFilter, AuditPage } from '../model/schema/staff-audit.ts';
import type { StaffAnswer, StaffCall } from './staff-client.ts';

/** The audit of one site, or of the whole hub. */
export class AuditClient {
  readonly #call: StaffCall;
  readonly #path: string;

  /** @param site undefined for the whole hub, with what belongs to no site */
  constructor(call: StaffCall, site: string | undefined) {
    this.#call = call;
    this.#path =
      site === undefined ? '/api/staff/audit' : `/api/sites/${encodeURIComponent(site)}/staff/audit`;
  }

  /** @param before the `next` of the page before */
  page(filter: AuditFilter, before?: string): StaffAnswer<AuditPage> {
    return this.#call(
      'GET',
      `${this.#path}${queryOf(before === undefined ? filter : { ...filter, before })}`,
    );
  }

  /** Where the same lines are to be had as a spreadsheet. */
  csvPath(filter: AuditFilter): string {
    return `${this.#path}.csv${queryOf(filter)}`;
  }
}

function queryOf(values: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams(
    Object.entries(values).filter((pair): pair is [string, string] => pair[1] !== undefined),
  ).toString();
  return query === '' ? '' : `?${query}`;
}
