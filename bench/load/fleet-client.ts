/** The process of the fleet: many terminals of several halls. */
import { answerParent } from '../support/processes.ts';
import { HallTerminal } from './hall-terminal.ts';

export type FleetAsk =
  /** Pairs terminals up to so many, spread evenly over the sites, and reads their first feed to the end. */
  | { readonly ask: 'grow'; readonly port: number; readonly sites: readonly string[]; readonly to: number }
  /** Lets them listen and make their rounds. */
  | { readonly ask: 'work' }
  /** Does nothing but its rounds for so long. */
  | { readonly ask: 'idle'; readonly ms: number }
  | { readonly ask: 'rest' }
  /** Waits until so many terminals were sent a page that holds the word. */
  | { readonly ask: 'watch'; readonly word: string }
  /** Reads what was missed, so many terminals at a time. */
  | { readonly ask: 'catch-up'; readonly atOnce: number };

export interface FleetAnswer {
  readonly ms: number;
  readonly bytes: number;
  readonly changes: number;
  readonly rounds: number;
  /** Milliseconds from the first ring heard until each terminal had the news. */
  readonly arrivals: readonly number[];
}

/** The hub lets 120 callers a minute ask from one address; each terminal asks twice. */
const TERMINALS_AN_ADDRESS = 40;
const INTERVAL_MS = 30_000;
const PATIENCE_MS = 60_000;
const terminals: HallTerminal[] = [];

async function inGroups<T>(size: number, list: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const queue = [...list];
  await Promise.all(
    Array.from({ length: size }, async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) await work(next);
    }),
  );
}

async function grow(port: number, sites: readonly string[], to: number): Promise<void> {
  const numbers = Array.from({ length: to - terminals.length }, (_, index) => terminals.length + index);
  await inGroups(8, numbers, async (number) => {
    const address = `127.0.1.${1 + Math.floor(number / TERMINALS_AN_ADDRESS)}`;
    const terminal = new HallTerminal(port, sites[number % sites.length] ?? '', address);
    terminals.push(terminal);
    await terminal.pair();
    await terminal.pull();
  });
}

function watch(word: string): Promise<readonly number[]> {
  const arrivals: number[] = [];
  let rungMs: number | undefined;
  return new Promise((done, failed) => {
    const late = setTimeout(
      () => failed(new Error(`${arrivals.length} of ${terminals.length} heard of it`)),
      PATIENCE_MS,
    );
    for (const terminal of terminals) {
      terminal.onRing = () => (rungMs ??= performance.now());
      terminal.onPage = (text) => {
        if (!text.includes(word)) return;
        terminal.onPage = () => undefined;
        arrivals.push(performance.now() - (rungMs ?? performance.now()));
        if (arrivals.length < terminals.length) return;
        clearTimeout(late);
        done(arrivals);
      };
    }
  });
}

const total = (of: (terminal: HallTerminal) => number) =>
  terminals.reduce((sum, terminal) => sum + of(terminal), 0);
const totals = () => ({
  bytes: total(({ bytes }) => bytes),
  changes: total(({ changes }) => changes),
  rounds: total(({ rounds }) => rounds),
});

async function answer(question: FleetAsk): Promise<readonly number[]> {
  switch (question.ask) {
    case 'grow':
      await grow(question.port, question.sites, question.to);
      return [];
    case 'work':
      await inGroups(16, terminals, (terminal) => terminal.work(Math.random() * INTERVAL_MS));
      return [];
    case 'idle':
      await new Promise((done) => setTimeout(done, question.ms));
      return [];
    case 'rest':
      for (const terminal of terminals) terminal.rest();
      return [];
    case 'catch-up':
      await inGroups(question.atOnce, terminals, (terminal) => terminal.pull());
      return [];
    case 'watch':
      return watch(question.word);
  }
}

answerParent(async (question: FleetAsk): Promise<FleetAnswer> => {
  const before = totals();
  const startedMs = performance.now();
  const arrivals = await answer(question);
  const after = totals();
  return {
    ms: performance.now() - startedMs,
    bytes: after.bytes - before.bytes,
    changes: after.changes - before.changes,
    rounds: after.rounds - before.rounds,
    arrivals,
  };
});
