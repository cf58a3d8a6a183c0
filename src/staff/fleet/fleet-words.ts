import { type FleetDeskKey, fleetDeskEn, fleetDeskZh } from '../../access/messages/fleet-desk.ts';
import { type HelpDeskKey, helpDeskEn, helpDeskZh } from '../../access/messages/help-desk.ts';
import type { FleetTerminal, OrderRow } from '../../model/schema/staff-fleet.ts';
import type { OrderWish } from '../../model/schema/terminal-report.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { type DeskWords, deskWords } from '../shell/words.ts';

export type FleetWords = DeskWords<FleetDeskKey>;

export const fleetWords = ({ words, site }: Pick<StaffContext, 'words' | 'site'>): FleetWords =>
  deskWords({ zh: fleetDeskZh, en: fleetDeskEn }, words.language, site.timeZone);

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A moment as one says it: just now, some minutes ago, or day and time. */
export function whenOf({ t, clock }: FleetWords, instant: string, nowMs: number): string {
  const ms = Date.parse(instant);
  const minutes = Math.floor((nowMs - ms) / MINUTE_MS);
  if (minutes < 1) return t('when.now');
  if (minutes < 60) return t('when.minutes', { n: minutes });
  return t('when.at', { day: clock.shortDay(ms), time: clock.time(ms) });
}

export function ageOf({ t }: FleetWords, ms: number): string {
  if (ms < HOUR_MS) return t('age.minutes', { n: Math.max(1, Math.floor(ms / MINUTE_MS)) });
  if (ms < 2 * DAY_MS) return t('age.hours', { n: Math.floor(ms / HOUR_MS) });
  return t('age.days', { n: Math.floor(ms / DAY_MS) });
}

/** Which screen a terminal shows. */
export function screenOf({ t, language }: FleetWords, screen: string): string {
  if (screen === 'attract' || screen === 'display') return t(`screen.${screen}`);
  const views = language === 'en' ? helpDeskEn : helpDeskZh;
  const key = `screen.${screen}`;
  return t('screen.visit', { screen: views[(key in views ? key : 'screen.other') as HelpDeskKey] });
}

export function wishText({ t, of }: FleetWords, wish: OrderWish): string {
  switch (wish.kind) {
    case 'message':
      return wish.text ? t('wish.message', { text: of(wish.text) }) : t('wish.message.clear');
    case 'mode':
      return t(`wish.mode.${wish.mode}`);
    case 'restart':
    case 'reload':
    case 'screenshot':
      return t(`wish.${wish.kind}`);
  }
}

/** What became of an order. */
export function outcomeText({ t }: FleetWords, { state, code }: OrderRow): string {
  if (state === 'taken' && code === 'visit') return t('outcome.taken.visit');
  if (state !== 'failed') return t(`outcome.${state}`);
  const why = `why.${code ?? 'failed'}`;
  return t('outcome.failed', { why: t((why in fleetDeskZh ? why : 'why.failed') as FleetDeskKey) });
}

/** Why something could not be told, by the code of hub/fleet. */
export function faultText({ t }: FleetWords, fault = ''): string {
  const [, kind, code = ''] = /^(http|smtp)-(\d+)$/u.exec(fault) ?? [];
  if (kind) return t(`fault.${kind as 'http' | 'smtp'}`, { code });
  const key = `fault.${fault}`;
  return t((key in fleetDeskZh ? key : 'fault.other') as FleetDeskKey);
}

/** Its standing as a word and a tone. */
export const standingOf = (terminal: FleetTerminal): 'up' | 'down' | 'waiting' | 'revoked' =>
  terminal.status === 'paired' ? (terminal.up ? 'up' : 'down') : terminal.status;

/** Whether somebody should look at it. */
export const isWrong = (terminal: FleetTerminal): boolean =>
  terminal.status === 'paired' && (!terminal.up || terminal.alerts.length > 0);
