import { z } from 'zod';
import { instant, localized, slug, systemId } from './text.ts';

export const noticeId = slug('notice id').brand<'NoticeId'>();

/** Something residents should know (CAP alert in miniature). */
export const notice = z.strictObject({
  id: noticeId,
  title: localized(60),
  body: localized(1_200),
  urgency: z.enum(['ordinary', 'important']).default('ordinary'),
  from: instant.optional(),
  until: instant.optional(),
  systems: z.array(systemId).default([]),
  demo: z.boolean().default(false),
});
export type Notice = z.infer<typeof notice>;
