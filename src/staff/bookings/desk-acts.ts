import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { newCommandId } from '../../model/ids.ts';
import type { Command, CommandBody, CommandId, Outcome } from '../../model/schema/command.ts';
import { ActLine, type Send } from '../shell/act-line.ts';
import type { BookingsWords } from './bookings-words.ts';
import type { DeskAct, Subject } from './desk-context.ts';
import type { Said } from './desk-news.ts';
import { KeptActs } from './kept-acts.ts';
import type { OverCap } from './over-cap.ts';
import { saidOf } from './said.ts';

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

export interface DeskActsOptions {
  readonly send: Send;
  /** Site and clerk. */
  readonly key: string;
  readonly words: () => BookingsWords;
  /** By the hub's clock, milliseconds since 1970. */
  readonly nowMs: () => number;
  /** Whether the page that is shown says itself what came of an act that it asks about. */
  readonly speaks: () => boolean;
}

/** What is done at the desk: sent through an outage if need be, told when it is answered, and taken back where it can be. */
export class DeskActs implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: DeskActsOptions;
  readonly #kept: KeptActs;
  readonly #line: ActLine;
  readonly #subjects = new Map<CommandId, Subject>();
  readonly #listeners = new Map<CommandId, (outcome: Outcome) => void>();
  #settled: readonly Command[] = [];
  #answers = 0;
  #said: Said | undefined;

  constructor(host: ReactiveControllerHost, options: DeskActsOptions) {
    this.#host = host;
    this.#options = options;
    this.#kept = new KeptActs(options.key);
    this.#line = new ActLine({
      send: options.send,
      keep: this.#kept,
      onChange: () => host.requestUpdate(),
      onOutcome: this.#onOutcome,
    });
    host.addController(this);
    void this.#restore();
  }

  hostConnected(): void {
    window.addEventListener('beforeunload', this.#onLeave);
    this.#line.start();
  }

  hostDisconnected(): void {
    window.removeEventListener('beforeunload', this.#onLeave);
    this.#line.stop();
  }

  get waiting(): readonly Command[] {
    return this.#line.waiting;
  }

  get failing(): boolean {
    return this.#line.failing;
  }

  /** Answered since the last reading. */
  get settled(): readonly Command[] {
    return this.#settled;
  }

  /** Counts the answers of the hub. */
  get answers(): number {
    return this.#answers;
  }

  /** What came of the last act. */
  get said(): Said | undefined {
    return this.#said;
  }

  readonly act = <K extends DeskAct>(kind: K, body: CommandBody<K>, subject: Subject = {}): CommandId => {
    this.#said = undefined;
    const id = newCommandId(random);
    this.#subjects.set(id, subject);
    const at = new Date(this.#options.nowMs()).toISOString();
    this.#line.add({ id, kind, at, body } as unknown as Command);
    return id;
  };

  readonly answerTo = (id: CommandId): Promise<Outcome> =>
    new Promise((resolve) => this.#listeners.set(id, resolve));

  readonly settle = (): void => {
    if (this.#settled.length === 0) return;
    this.#settled = [];
    this.#host.requestUpdate();
  };

  readonly dismiss = (): void => {
    this.#said = undefined;
    this.#host.requestUpdate();
  };

  /** The way back is a move like any other: where somebody else has the place by now, the hub says so. */
  readonly undo = (): void => {
    const undo = this.#said?.undo;
    if (!undo) return;
    const { booking, to, when } = undo;
    this.act(
      'change',
      { booking: booking.id, ...to, desk: { sequence: booking.sequence } },
      { ...(booking.name ? { name: booking.name } : {}), when, isUndo: true },
    );
  };

  readonly goBeyond = (overCap: OverCap): void => {
    const beyond = this.#said?.beyond;
    if (!beyond) return;
    const { kind, body } = beyond.command;
    if (kind !== 'change' && kind !== 'accept') return;
    this.act(kind, { ...body, desk: { ...body.desk, overCap } }, beyond.subject);
  };

  /** What an earlier page could not deliver goes on from here. */
  async #restore(): Promise<void> {
    for (const command of await this.#kept.restore())
      if (!this.#line.waiting.some(({ id }) => id === command.id)) this.#line.add(command);
  }

  readonly #onOutcome = (command: Command, outcome: Outcome): void => {
    const subject = this.#subjects.get(command.id) ?? {};
    this.#subjects.delete(command.id);
    const listener = this.#listeners.get(command.id);
    if (!listener || !this.#options.speaks()) this.#said = this.#wordsFor(command, outcome, subject);
    if (outcome.status === 'done') this.#settled = [...this.#settled, command];
    this.#answers += 1;
    listener?.(outcome);
    this.#listeners.delete(command.id);
    this.#host.requestUpdate();
  };

  #wordsFor(command: Command, outcome: Outcome, subject: Subject): Said | undefined {
    const words = this.#options.words();
    if (outcome.status === 'done') {
      const text = saidOf(words, command, subject);
      if (text === undefined) return undefined;
      return { tone: 'good', text, ...(subject.undo ? { undo: subject.undo } : {}) };
    }
    const { code } = outcome.error;
    const text = words.why({ kind: 'refused', status: 409, problem: { code } });
    const isBeyond = code === 'booking.too-many-today' && command.kind !== 'book';
    return { tone: 'bad', text, ...(isBeyond ? { beyond: { command, subject } } : {}) };
  }

  /** The browser asks before it throws away what is nowhere else. */
  readonly #onLeave = (event: BeforeUnloadEvent): void => {
    if (this.#kept.wouldLose(this.waiting)) event.preventDefault();
  };
}
