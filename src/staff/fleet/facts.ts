import type { FleetTerminal } from '../../model/schema/staff-fleet.ts';
import { type FleetWords, ageOf, screenOf, whenOf } from './fleet-words.ts';

/** What there is to say of one terminal, line by line; a line that needs somebody's eye is `wrong`. */
export interface Fact {
  readonly text: string;
  readonly wrong?: boolean;
}

/** What a list shows of it, in the order of its columns. */
export interface Facts {
  readonly use: readonly Fact[];
  readonly content: readonly Fact[];
  readonly visit: readonly Fact[];
  readonly devices: readonly Fact[];
  readonly health: readonly Fact[];
}

type Report = NonNullable<FleetTerminal['report']>;

const NEARLY_FULL_PERCENT = 90;

/**
 * @param hubVersion what a terminal runs after its next changeover
 * @param nowMs the hub's clock
 */
export function factsOf(
  words: FleetWords,
  terminal: FleetTerminal,
  hubVersion: string,
  nowMs: number,
): Facts {
  const { t } = words;
  const { report } = terminal;
  const seen = { text: t('seen', { when: whenOf(words, terminal.seenAt, nowMs) }) };
  const errors = {
    text: terminal.errors === 0 ? t('errors.none') : t('errors.n', { n: terminal.errors }),
    wrong: terminal.errors > 0,
  };
  if (!report) {
    const none = [{ text: t('report.none') }];
    return { use: [seen], content: none, visit: [], devices: [], health: [errors] };
  }
  return {
    use: [...(terminal.up ? [{ text: screenOf(words, report.screen) }] : []), seen],
    content: contentFacts(words, report, hubVersion),
    visit: terminal.use === 'display' ? [] : visitFacts(words, report, nowMs),
    devices: terminal.use === 'display' ? [] : deviceFacts(words, report),
    health: [errors, ...storageFacts(words, report), outboxFact(words, report, nowMs)],
  };
}

const contentFacts = (
  { t }: FleetWords,
  { version, release, mode }: Report,
  hub: string,
): readonly Fact[] => [
  version === hub
    ? { text: t('version', { version }) }
    : { text: t('version.old', { version, hub }), wrong: true },
  { text: release === undefined ? t('release.none') : t('release', { n: release }) },
  ...(mode === 'elder' ? [{ text: t('mode.elder') }] : []),
];

const visitFacts = (words: FleetWords, { lastVisitAt, visits }: Report, nowMs: number): readonly Fact[] =>
  lastVisitAt === undefined
    ? [{ text: words.t('visit.never') }]
    : [
        { text: words.t('visit.at', { when: whenOf(words, lastVisitAt, nowMs) }) },
        { text: words.t('visit.count', { n: visits }) },
      ];

const deviceFacts = ({ t }: FleetWords, { camera, scanners, paper }: Report): readonly Fact[] => [
  { text: t(`camera.${camera}`), wrong: camera === 'denied' },
  { text: t('scanners', { n: scanners }) },
  { text: t(`paper.${paper}`), wrong: paper === 'out' },
];

function storageFacts({ t }: FleetWords, { storage: { used, quota, durable } }: Report): readonly Fact[] {
  if (!durable) return [{ text: t('storage.memory'), wrong: true }];
  if (used === undefined || !quota) return [{ text: t('storage.unknown') }];
  const percent = Math.ceil((used / quota) * 100);
  return [{ text: t('storage.used', { percent }), wrong: percent >= NEARLY_FULL_PERCENT }];
}

function outboxFact(words: FleetWords, { outbox: { waiting, oldestAt } }: Report, nowMs: number): Fact {
  if (waiting === 0 || oldestAt === undefined) return { text: words.t('outbox.none') };
  const age = ageOf(words, nowMs - Date.parse(oldestAt));
  return { text: words.t('outbox.n', { n: waiting, age }), wrong: true };
}
