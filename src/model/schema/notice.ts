import { z } from 'zod';
import { instant, localized, slug, systemId } from './text.ts';

export const noticeId = slug('notice id').brand<'NoticeId'>();

/** The screens of a hall that show notices: the terminals that people touch, and the boards above the counters. */
const noticeScreen = z.enum(['kiosk', 'display']);
export type NoticeScreen = z.infer<typeof noticeScreen>;

/** Where a notice is shown; a list with nothing in it sets no bound. */
const noticeTargets = z.strictObject({
  /** Only on terminals that stand at one of these places, or at a place within one. */
  places: z.array(slug('place id')).max(50).default([]),
  screens: z.array(noticeScreen).max(2).default([]),
});

/** Something residents should know (CAP alert in miniature). */
export const notice = z.strictObject({
  id: noticeId,
  title: localized(60),
  body: localized(1_200),
  urgency: z.enum(['ordinary', 'important']).default('ordinary'),
  from: instant.optional(),
  until: instant.optional(),
  /** Left out: on every screen. */
  targets: noticeTargets.optional(),
  systems: z.array(systemId).default([]),
  demo: z.boolean().default(false),
});
export type Notice = z.infer<typeof notice>;
