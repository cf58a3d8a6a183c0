import type { AlertRule } from '../model/fleet.ts';
import type {
  AlertDesk,
  Fleet,
  MadeAlertTarget,
  NewAlertTarget,
  NewOrders,
  OrdersGiven,
  PairAtDesk,
  QuietHours,
  TargetTried,
  TerminalHistory,
  TerminalSettings,
  WrittenOff,
} from '../model/schema/staff-fleet.ts';
import type { StaffAnswer } from './staff-client.ts';
import { StaffSiteClient } from './staff-site.ts';

const part = encodeURIComponent;

/** The terminals of one site, for those who look after them. */
export class FleetClient extends StaffSiteClient {
  fleet(): StaffAnswer<Fleet> {
    return this.call('GET', this.#route());
  }

  history(id: string): StaffAnswer<TerminalHistory> {
    return this.call('GET', this.#route(`/terminals/${part(id)}`));
  }

  /**
   * Where the picture of a terminal's attract screen is.
   * @param at when it was drawn: another picture has another address
   */
  picturePath(id: string, at: string): string {
    return `${this.#route(`/terminals/${part(id)}/picture`)}?at=${part(at)}`;
  }

  /** @returns `fleet.code-unknown` where no terminal shows it */
  pair(wish: PairAtDesk): StaffAnswer<{ readonly id: string }> {
    return this.call('POST', this.#route('/pair'), wish);
  }

  change(id: string, settings: TerminalSettings): StaffAnswer<object> {
    return this.call('PUT', this.#route(`/terminals/${part(id)}`), settings);
  }

  revoke(id: string): StaffAnswer<object> {
    return this.call('POST', this.#route(`/terminals/${part(id)}/revoke`));
  }

  writeOff(id: string): StaffAnswer<WrittenOff> {
    return this.call('POST', this.#route(`/terminals/${part(id)}/write-off`));
  }

  order(orders: NewOrders): StaffAnswer<OrdersGiven> {
    return this.call('POST', this.#route('/orders'), orders);
  }

  withdraw(order: string): StaffAnswer<object> {
    return this.call('POST', this.#route(`/orders/${part(order)}/withdraw`));
  }

  alerts(): StaffAnswer<AlertDesk> {
    return this.call('GET', this.#route('/alerts'));
  }

  setRules(rules: readonly AlertRule[]): StaffAnswer<object> {
    return this.call('PUT', this.#route('/alerts/rules'), { rules });
  }

  closeAlert(id: string): StaffAnswer<object> {
    return this.call('POST', this.#route(`/alerts/${part(id)}/close`));
  }

  addTarget(target: NewAlertTarget): StaffAnswer<MadeAlertTarget> {
    return this.call('POST', this.#route('/alerts/targets'), target);
  }

  /** @param quiet left out: told at any hour */
  setQuiet(id: string, quiet?: QuietHours): StaffAnswer<object> {
    return this.call('PUT', this.#route(`/alerts/targets/${part(id)}/quiet`), quiet ? { quiet } : {});
  }

  removeTarget(id: string): StaffAnswer<object> {
    return this.call('POST', this.#route(`/alerts/targets/${part(id)}/remove`));
  }

  tryTarget(id: string): StaffAnswer<TargetTried> {
    return this.call('POST', this.#route(`/alerts/targets/${part(id)}/try`));
  }

  #route(more = ''): string {
    return `${this.path}/fleet${more}`;
  }
}
