import { helpReach } from '../model/help-call.ts';
import { type OpenState, openState } from '../model/hours.ts';
import { noticesFor } from '../model/notice.ts';
import type { HelpCall } from '../model/schema/help.ts';
import type { Notice } from '../model/schema/notice.ts';
import type { Place } from '../model/schema/place.ts';
import type { Counter, Queue } from '../model/schema/queue.ts';
import type { Site } from '../model/schema/site.ts';
import type { TerminalSelf } from '../model/schema/terminal.ts';
import type { Localized } from '../model/schema/text.ts';
import type { Ticket } from '../model/schema/ticket.ts';
import { wallClock } from '../model/time.ts';

/** A call as the hall sees it: the number on the slip and where to go. Nothing of the person. */
export interface Call {
  /** Another one for each time it is called. */
  readonly key: string;
  readonly number: string;
  /** The counter's number; undefined where the counter is not known (any more). */
  readonly counter: number | undefined;
  readonly calledAtMs: number;
}

export interface WaitingLine {
  readonly queue: string;
  readonly letter: string;
  readonly name: Localized;
  readonly waiting: number;
}

/** What stands on the board of one hall. */
export interface Board {
  /** Asked to come, newest first. */
  readonly called: readonly Call[];
  /** Called before and there by now, or gone: the newest few. */
  readonly recent: readonly Call[];
  readonly lines: readonly WaitingLine[];
  /** Names of the terminals where somebody waits for help whom nobody answered; empty where a terminal has no name. */
  readonly help: readonly string[];
  readonly notices: readonly Notice[];
  readonly open: OpenState;
  /** True where the queues are for trying out. */
  readonly demo: boolean;
}

/** The documents a board is made of. */
export interface Known {
  readonly site: Site;
  readonly tickets: readonly Ticket[];
  readonly queues: readonly Queue[];
  readonly counters: readonly Counter[];
  readonly places: readonly Place[];
  readonly notices: readonly Notice[];
  readonly helpCalls: readonly HelpCall[];
  /** This display as staff named and placed it; undefined before it heard. */
  readonly self: TerminalSelf | undefined;
}

/** Who was called longer ago than this and is not waited for any more is no news. */
const RECENT_MS = 30 * 60_000;
const MOST_RECENT = 12;

const newestFirst = (one: Call, other: Call): number =>
  other.calledAtMs - one.calledAtMs || one.number.localeCompare(other.number);

const isOver = ({ status }: Ticket): boolean => ['serving', 'done', 'parked', 'missed'].includes(status);

/**
 * @param place only what belongs to this hall of the site, and what belongs to all; undefined: everything. Where staff say
 *   that the display stands somewhere else, the notices are those of there
 * @param nowMs by the hub's clock, milliseconds since 1970
 */
export function boardOf(known: Known, place: string | undefined, nowMs: number): Board {
  const { site } = known;
  const queues = known.queues
    .filter((queue) => place === undefined || queue.place === undefined || queue.place === place)
    .sort((one, other) => one.letter.localeCompare(other.letter));
  const here = new Set<string>(queues.map(({ id }) => id));
  const today = wallClock(nowMs, site.timeZone).day;
  const tickets = known.tickets.filter(({ queue, day }) => here.has(queue) && day === today);
  const numberOf = new Map<string, number>(known.counters.map(({ id, number }) => [id, number]));

  const callsOf = (wanted: (ticket: Ticket) => boolean): readonly Call[] =>
    tickets
      .filter(wanted)
      .flatMap(({ id, number, counter, calledAt }) =>
        calledAt === undefined
          ? []
          : [
              {
                key: `${id}/${calledAt}`,
                number,
                counter: counter === undefined ? undefined : numberOf.get(counter),
                calledAtMs: Date.parse(calledAt),
              },
            ],
      )
      .sort(newestFirst);

  return {
    called: callsOf(({ status }) => status === 'called'),
    recent: callsOf(isOver)
      .filter(({ calledAtMs }) => nowMs - calledAtMs < RECENT_MS)
      .slice(0, MOST_RECENT),
    lines: queues.map(({ id, letter, name }) => ({
      queue: id,
      letter,
      name,
      waiting: tickets.filter(({ queue, status }) => queue === id && status === 'waiting').length,
    })),
    help: known.helpCalls
      .filter((call) => helpReach(call, site.help, nowMs) === 'display')
      .map(({ name }) => name),
    notices: noticesFor(
      known.notices,
      { screen: 'display', place: known.self?.place ?? place, places: known.places },
      nowMs,
    ),
    open: openState(
      known.places.find(({ id }) => id === place)?.hours ?? site.hours.weekly,
      nowMs,
      site.timeZone,
    ),
    demo: queues.some(({ demo }) => demo),
  };
}

/** How much of a board fits on the glass: numbers in large rows, earlier ones in a small line, queues. */
export interface Room {
  readonly rows: number;
  readonly earlier: number;
  readonly lines: number;
}

export interface Fitted {
  /** The large rows; the first is the newest. */
  readonly rows: readonly Call[];
  /** Who was called before them: those that are still waited for come first. */
  readonly earlier: readonly Call[];
  /** In the order of their letters; where there are too many, those in which nobody waits are left out first. */
  readonly lines: readonly WaitingLine[];
}

export function fit(board: Board, room: Room): Fitted {
  // Where nobody is waited for, those called last stay in large rows: the hall sees how far it has got.
  const rows = [...board.called, ...(board.called.length === 0 ? board.recent : [])].slice(0, room.rows);
  const shown = new Set(rows.map(({ key }) => key));
  const earlier = [...board.called, ...board.recent].filter(({ key }) => !shown.has(key));
  const busiest = new Set(
    [...board.lines].sort((one, other) => other.waiting - one.waiting).slice(0, room.lines),
  );
  return {
    rows,
    earlier: earlier.slice(0, room.earlier),
    lines: board.lines.filter((line) => busiest.has(line)),
  };
}
