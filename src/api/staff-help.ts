import type { HelpDesk, NamedTerminal } from '../model/schema/staff-help.ts';
import type { StaffAnswer } from './staff-client.ts';
import { StaffSiteClient } from './staff-site.ts';

/** Calls for help of one site, as the staff's pages see and answer them. */
export class HelpClient extends StaffSiteClient {
  desk(): StaffAnswer<HelpDesk> {
    return this.call('GET', `${this.path}/help`);
  }

  /** @param name empty: the terminal is called by how its key begins */
  nameTerminal(id: string, name: string): StaffAnswer<NamedTerminal> {
    return this.call('POST', `${this.path}/terminals/${encodeURIComponent(id)}/name`, { name });
  }
}
