import type { SectionKey } from '../../access/messages/content-fields.ts';

/** Fields that stand together under a heading. */
export interface Section {
  readonly key: SectionKey;
  readonly fields: readonly string[];
  /** Whether it is unfolded at first. */
  readonly open: boolean;
}

const section = (key: SectionKey, fields: string, open = false): Section => ({
  key,
  fields: fields.split(' '),
  open,
});

/**
 * How long objects are cut into sections, by the path of the object: what matters first, what is rarely touched folded.
 * Every field stands in exactly one, and a section without any of its fields is not drawn. An object that is not named here shows its fields one below the other.
 */
export const layouts: Readonly<Record<string, readonly Section[]>> = {
  site: [
    section('site.main', 'name hall summary languages brand', true),
    section('site.tiles', 'tiles'),
    section('site.hours', 'hours hotlines'),
    section('site.circles', 'circles channelRule modes'),
    section('site.limits', 'limits help'),
    section('site.more', 'source catalogue timeZone scanner systems demo id'),
  ],
  services: [
    section(
      'services.main',
      'service name summary category bookedAs place channels withoutScreen subsidy',
      true,
    ),
    section('services.guide', 'guide'),
    section('services.schedules', 'schedules'),
    section('services.booking', 'asks questions'),
    section('services.terms', 'terms'),
    section('services.more', 'audience aliases placeKind discreet systems'),
  ],
  'services.guide': [
    section('guide.main', 'who materials fee promisedLimit window hours phone', true),
    section('guide.how', 'requirements steps forms visits outcome refusalReasons directions questions'),
    section('guide.law', 'code kind authority departments basis legalLimit feeBasis remedy complaints'),
  ],
  'services.terms': [
    section('terms.main', 'bookAheadDays minNoticeMinutes cutOffMinutes waitingList people lease', true),
    section('terms.more', 'perDay offerMinutes repeats attendance combinesWith'),
  ],
  places: [
    section('places.main', 'name kind within address phone', true),
    section('places.visit', 'hours directions summary uses'),
    section('places.accessibility', 'accessibility'),
    section('places.more', 'circle systems demo id'),
  ],
  calendar: [section('calendar.main', 'entries', true), section('calendar.resources', 'resources')],
  queues: [
    section('queues.main', 'queues demo', true),
    section('queues.counters', 'counters'),
    section('queues.rules', 'rules'),
  ],
  notices: [
    section('notices.main', 'title body urgency from until', true),
    section('notices.targets', 'targets'),
    section('notices.more', 'demo systems id'),
  ],
  indicators: [
    section('indicators.main', 'title source targetLabel baseLabel id', true),
    section('indicators.rows', 'rows', true),
  ],
};
