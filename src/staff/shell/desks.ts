import { type TemplateResult, html } from 'lit';
import type { StaffKey } from '../../access/messages/staff.ts';
import type { StaffRole } from '../../model/schema/staff.ts';
import { type DeskName, deskNames } from './route.ts';
import type { StaffContext } from './staff-context.ts';

/** What belongs together, in the order in which it is shown. */
export const deskGroups = ['hall', 'content', 'machines', 'office'] as const;
export type DeskGroup = (typeof deskGroups)[number];

/** A desk as the shell knows it: who may use it, and how it is loaded and drawn. */
export interface Desk {
  readonly name: DeskName;
  readonly group: DeskGroup;
  readonly icon: string;
  readonly label: StaffKey;
  readonly text: StaffKey;
  /** One of them opens it. */
  readonly roles: readonly StaffRole[];
  /** Fetches its element; nothing of a desk is fetched before it is opened. */
  readonly load: () => Promise<unknown>;
  readonly draw: (staff: StaffContext) => TemplateResult;
}

/** The modules of the desks there are, by path. */
const modules = import.meta.glob([
  '../counter/counter-desk.ts',
  '../help/help-desk.ts',
  '../bookings/bookings-desk.ts',
  '../cards/card-desk.ts',
  '../content/content-desk.ts',
  '../releases/releases-desk.ts',
  '../exchange/exchange-desk.ts',
  '../fleet/fleet-desk.ts',
  '../figures/figures-desk.ts',
  '../people/people-desk.ts',
  '../audit/audit-desk.ts',
  '../care/care-desk.ts',
]);

const looks: Readonly<Record<DeskName, Omit<Desk, 'name' | 'load'> & { readonly module: string }>> = {
  counter: {
    group: 'hall',
    icon: 'ticket',
    label: 'desk.counter',
    text: 'desk.counter.text',
    roles: ['clerk'],
    module: '../counter/counter-desk.ts',
    draw: (staff) => html`<linli-counter-desk .staff=${staff}></linli-counter-desk>`,
  },
  help: {
    group: 'hall',
    icon: 'hand-helping',
    label: 'desk.help',
    text: 'desk.help.text',
    roles: ['clerk'],
    module: '../help/help-desk.ts',
    draw: (staff) => html`<linli-help-desk .staff=${staff}></linli-help-desk>`,
  },
  cards: {
    group: 'hall',
    icon: 'id-card',
    label: 'desk.cards',
    text: 'desk.cards.text',
    roles: ['clerk'],
    module: '../cards/card-desk.ts',
    draw: (staff) => html`<linli-card-desk .staff=${staff}></linli-card-desk>`,
  },
  bookings: {
    group: 'hall',
    icon: 'calendar-days',
    label: 'desk.bookings',
    text: 'desk.bookings.text',
    roles: ['clerk'],
    module: '../bookings/bookings-desk.ts',
    draw: (staff) => html`<linli-bookings-desk .staff=${staff}></linli-bookings-desk>`,
  },
  content: {
    group: 'content',
    icon: 'file-pen',
    label: 'desk.content',
    text: 'desk.content.text',
    roles: ['editor'],
    module: '../content/content-desk.ts',
    draw: (staff) => html`<linli-content-desk .staff=${staff}></linli-content-desk>`,
  },
  releases: {
    group: 'content',
    icon: 'rocket',
    label: 'desk.releases',
    text: 'desk.releases.text',
    roles: ['editor'],
    module: '../releases/releases-desk.ts',
    draw: (staff) => html`<linli-releases-desk .staff=${staff}></linli-releases-desk>`,
  },
  exchange: {
    group: 'content',
    icon: 'arrow-left-right',
    label: 'desk.exchange',
    text: 'desk.exchange.text',
    roles: ['editor'],
    module: '../exchange/exchange-desk.ts',
    draw: (staff) => html`<linli-exchange-desk .staff=${staff}></linli-exchange-desk>`,
  },
  fleet: {
    group: 'machines',
    icon: 'monitor',
    label: 'desk.fleet',
    text: 'desk.fleet.text',
    roles: ['fleet'],
    module: '../fleet/fleet-desk.ts',
    draw: (staff) => html`<linli-fleet-desk .staff=${staff}></linli-fleet-desk>`,
  },
  figures: {
    group: 'machines',
    icon: 'chart-column',
    label: 'desk.figures',
    text: 'desk.figures.text',
    roles: ['auditor', 'publisher'],
    module: '../figures/figures-desk.ts',
    draw: (staff) => html`<linli-figures-desk .staff=${staff}></linli-figures-desk>`,
  },
  people: {
    group: 'office',
    icon: 'users',
    label: 'desk.people',
    text: 'desk.people.text',
    roles: ['admin'],
    module: '../people/people-desk.ts',
    draw: (staff) => html`<linli-people-desk .staff=${staff}></linli-people-desk>`,
  },
  audit: {
    group: 'office',
    icon: 'scroll-text',
    label: 'desk.audit',
    text: 'desk.audit.text',
    roles: ['auditor'],
    module: '../audit/audit-desk.ts',
    draw: (staff) => html`<linli-audit-desk .staff=${staff}></linli-audit-desk>`,
  },
  care: {
    group: 'office',
    icon: 'shield',
    label: 'desk.care',
    text: 'desk.care.text',
    roles: ['admin'],
    module: '../care/care-desk.ts',
    draw: (staff) => html`<linli-care-desk .staff=${staff}></linli-care-desk>`,
  },
};

/** Every desk of this version, in the order of the start page. */
export const desks: readonly Desk[] = deskNames.flatMap((name): readonly Desk[] => {
  const { module, ...look } = looks[name];
  const bring = modules[module];
  // The elements that desks are made of come with the first desk.
  const load = async (): Promise<unknown> => {
    await import('./schemas.ts');
    return Promise.all([import('./elements.ts'), bring?.()]);
  };
  return bring ? [{ ...look, name, load }] : [];
});

/** The desks a person may use with these roles. */
export const desksFor = (roles: readonly StaffRole[]): readonly Desk[] =>
  desks.filter((desk) => desk.roles.some((role) => roles.includes(role)));

/** Desks by what belongs together; a group without any is left out. */
export const grouped = (
  some: readonly Desk[],
): readonly { readonly group: DeskGroup; readonly desks: readonly Desk[] }[] =>
  deskGroups
    .map((group) => ({ group, desks: some.filter((desk) => desk.group === group) }))
    .filter((one) => one.desks.length > 0);
