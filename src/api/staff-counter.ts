import type { HallView } from '../model/schema/staff-hall.ts';
import type { StaffAnswer } from './staff-client.ts';
import { StaffSiteClient } from './staff-site.ts';

/** What a counter's page asks the hub of one site. */
export class CounterClient extends StaffSiteClient {
  /** The hall as its counters see it: numbers, queues, counters, calls for help. */
  hall(): StaffAnswer<HallView> {
    return this.call('GET', `${this.path}/hall`);
  }
}
