import { type TemplateResult, html } from 'lit';
import type { StaffKey } from '../../access/messages/staff.ts';
import type { StaffRole } from '../../model/schema/staff.ts';
import { type DeskName, deskNames } from './route.ts';
import type { StaffContext } from './staff-context.ts';

/** A desk as the shell knows it: who may use it, and how it is loaded and drawn. */
export interface Desk {
  readonly name: DeskName;
  readonly icon: string;
  readonly label: StaffKey;
  readonly text: StaffKey;
  readonly role: StaffRole;
  /** Fetches its element; nothing of a desk is fetched before it is opened. */
  readonly load: () => Promise<unknown>;
  readonly draw: (staff: StaffContext) => TemplateResult;
}

/** The modules of the desks there are, by path. */
const modules = import.meta.glob([
  '../counter/counter-desk.ts',
  '../help/help-desk.ts',
  '../cards/card-desk.ts',
]);

const looks: Readonly<Record<DeskName, Omit<Desk, 'name' | 'load'> & { readonly module: string }>> = {
  counter: {
    icon: 'ticket',
    label: 'desk.counter',
    text: 'desk.counter.text',
    role: 'clerk',
    module: '../counter/counter-desk.ts',
    draw: (staff) => html`<linli-counter-desk .staff=${staff}></linli-counter-desk>`,
  },
  help: {
    icon: 'hand-helping',
    label: 'desk.help',
    text: 'desk.help.text',
    role: 'clerk',
    module: '../help/help-desk.ts',
    draw: (staff) => html`<linli-help-desk .staff=${staff}></linli-help-desk>`,
  },
  cards: {
    icon: 'id-card',
    label: 'desk.cards',
    text: 'desk.cards.text',
    role: 'clerk',
    module: '../cards/card-desk.ts',
    draw: (staff) => html`<linli-card-desk .staff=${staff}></linli-card-desk>`,
  },
};

/** Every desk of this version, in the order of the start page. */
export const desks: readonly Desk[] = deskNames.flatMap((name): readonly Desk[] => {
  const { module, ...look } = looks[name];
  const load = modules[module];
  return load ? [{ ...look, name, load }] : [];
});

/** The desks a person may use with these roles. */
export const desksFor = (roles: readonly StaffRole[]): readonly Desk[] =>
  desks.filter(({ role }) => roles.includes(role));
