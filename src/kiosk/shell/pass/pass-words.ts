import type { Clockwork } from '../../../access/format.ts';
import type { MessageKey, Words } from '../../../access/say.ts';
import { chosenOptions, isDelivered } from '../../../model/choices.ts';
import { visitTimes } from '../../../model/booking.ts';
import { spokenCode } from '../../../model/ids.ts';
import { timeSpan } from '../slots/slot-options.ts';
import { type PassDetails, type PassStanding, standingOf } from './pass-details.ts';
import type { SlipLine } from './slip.ts';

/** More days than this are counted, not listed. */
const LISTED_DAYS = 6;

/** The words of a pass, the same on the screen and on paper. */
export interface PassWords {
  /** What must be known first where it is no confirmed booking; else empty. */
  readonly state: string;
  readonly service: string;
  readonly day: string;
  readonly time: string;
  readonly place: string;
  readonly address: string;
  /** Chosen options, other matters of the same visit, the days of a row: one line each. */
  readonly more: readonly string[];
  /** Empty where it was booked by the person. */
  readonly helped: string;
  readonly codeLabel: string;
  readonly code: string;
  readonly demo: string;
  readonly next: string;
  /** Name of the code to scan, and what it is for. */
  readonly qrLabel: string;
  readonly qrUse: string;
}

type Keys = Readonly<Record<'codeLabel' | 'next' | 'qrLabel' | 'qrUse', MessageKey>>;

const CONFIRMED: Keys = {
  codeLabel: 'pass.code',
  next: 'pass.how-to-cancel',
  qrLabel: 'pass.qr',
  qrUse: 'pass.check-in',
};
const IN_LINE: Keys = {
  codeLabel: 'pass.waiting-code',
  next: 'pass.waiting-next',
  qrLabel: 'pass.waiting-qr',
  qrUse: 'pass.look-up',
};
/** Nobody checks in for what is brought to them. */
const DELIVERED: Keys = { ...CONFIRMED, next: 'pass.delivered-next', qrUse: 'pass.look-at' };
const KEYS: Readonly<Record<PassStanding, Keys>> = {
  confirmed: CONFIRMED,
  requested: {
    codeLabel: 'pass.request-code',
    next: 'pass.request-next',
    qrLabel: 'pass.request-qr',
    qrUse: 'pass.look-up',
  },
  withdrawn: { ...CONFIRMED, qrUse: 'pass.look-up' },
  waiting: IN_LINE,
  offered: IN_LINE,
};

export function passWords(details: PassDetails, words: Words, clock: Clockwork): PassWords {
  const { slot, service, place, code } = details;
  const delivered = isBrought(details);
  const standing = standingOf(details);
  const keys = delivered && standing === 'confirmed' ? DELIVERED : KEYS[standing];
  const { startMs, endMs } = visitOf(details);
  return {
    state: stateLine(details, words, clock),
    service: words.of(service?.name),
    day: clock.day(startMs),
    time: `${clock.time(startMs)}–${clock.time(endMs)}`,
    place: delivered ? words.t('pass.delivered') : words.of(place?.name),
    address: delivered ? '' : place?.address ? words.of(place.address) : words.t('place.address-unset'),
    more: [
      ...choiceLines(details, words),
      ...alsoLines(details, words, clock),
      ...rowLines(details, words, clock),
    ],
    helped: details.helped ? words.t('pass.helped') : '',
    codeLabel: words.t(keys.codeLabel),
    code: code ? spokenCode(code) : '',
    demo: slot.demo ? words.t('slot.demo') : '',
    next: words.t(keys.next),
    qrLabel: words.t(keys.qrLabel),
    qrUse: words.t(keys.qrUse),
  };
}

/** Whether what was chosen is brought to the person. */
export const isBrought = ({ service, choices }: PassDetails): boolean =>
  isDelivered(service?.questions ?? [], choices);

function stateLine(details: PassDetails, { t }: Words, clock: Clockwork): string {
  const { untilMs } = details;
  switch (standingOf(details)) {
    case 'waiting':
      // Not how many are before: on paper that is soon wrong.
      return t('pass.waiting');
    case 'offered':
      return untilMs === undefined
        ? ''
        : t('pass.offered', { until: `${clock.shortDay(untilMs)} ${clock.time(untilMs)}` });
    case 'withdrawn':
      return t('pass.withdrawn');
    case 'confirmed':
    case 'requested':
      return '';
  }
}

/** What was chosen, one line a question. */
export const choiceLines = (
  { service, choices }: Pick<PassDetails, 'service' | 'choices'>,
  words: Words,
): readonly string[] =>
  chosenOptions(service?.questions ?? [], choices).map(({ question, option }) =>
    words.t('pass.choice', { question: words.of(question.label), option: words.of(option.label) }),
  );

/** From when to when a person is there: a second matter may come before the first. */
export const visitOf = ({
  slot,
  also = [],
}: PassDetails): { readonly startMs: number; readonly endMs: number } =>
  visitTimes([slot, ...also.map((visit) => visit.slot)]);

/** Where there are several matters, each with its own time, in the order in which they come. */
function alsoLines(details: PassDetails, words: Words, clock: Clockwork): readonly string[] {
  const { slot, service, also = [] } = details;
  if (also.length === 0) return [];
  return [{ slot, service }, ...also]
    .sort((one, other) => one.slot.startsAt.localeCompare(other.slot.startsAt))
    .map((visit) =>
      words.t('pass.part', { time: timeSpan(visit.slot, clock), service: words.of(visit.service?.name) }),
    );
}

function rowLines({ slot, row = [] }: PassDetails, { t }: Words, clock: Clockwork): readonly string[] {
  // A time that is there several times is for so many people.
  const people = row.filter(({ id }) => id === slot.id).length;
  const times = [...new Map(row.map((each) => [each.id, each])).values()];
  const lines = people > 1 ? [t('pass.people', { n: people })] : [];
  if (times.length < 2) return lines;
  const days = times.slice(0, LISTED_DAYS).map(({ startsAt }) => clock.shortDay(Date.parse(startsAt)));
  const more = times.length > LISTED_DAYS ? [t('pass.row-more', { n: times.length - LISTED_DAYS })] : [];
  return [...lines, t('pass.row', { n: times.length, days: [...days, ...more].join(t('list.separator')) })];
}

/** The code that a sheet has room for besides: it opens the phone page. */
export interface PhoneCode {
  readonly link: string;
  readonly heading: string;
  readonly label: string;
}

/**
 * The lines of a printed pass, in the order of the screen. Empty ones are left out when it is drawn.
 * @param phone left out on a slip: two codes of nearly one size on a strip of paper are one too many
 */
export const slipLines = (
  words: PassWords,
  hall: string,
  codeText: string,
  phone?: PhoneCode,
): readonly SlipLine[] => [
  { kind: 'second-code', text: phone?.link ?? '', label: phone?.heading ?? '' },
  { kind: 'small', text: hall },
  { kind: 'text', text: words.state },
  { kind: 'title', text: words.service },
  { kind: 'large', text: `${words.day} ${words.time}` },
  { kind: 'text', text: words.place },
  { kind: 'text', text: words.address },
  ...words.more.map((text): SlipLine => ({ kind: 'text', text })),
  { kind: 'small', text: words.helped },
  { kind: 'code', text: codeText, label: words.qrLabel },
  { kind: 'small', text: words.code === '' ? '' : words.codeLabel },
  { kind: 'large', text: words.code },
  { kind: 'small', text: words.next },
  { kind: 'small', text: words.demo },
];
