import { z } from 'zod';
import { instant, slug } from './text.ts';

/** 48 random bits as 12 hexadecimal digits, made where somebody pressed the button. */
export const helpCallId = z
  .string()
  .regex(/^[0-9a-f]{12}$/u, 'twelve hexadecimal digits')
  .brand<'HelpCallId'>();
export type HelpCallId = z.infer<typeof helpCallId>;

/** How urgent an unanswered call becomes with time. `staff`: the pages of whoever is signed in. `display`: the hall's display, too. */
export const helpStep = z.strictObject({
  afterSeconds: z.int().min(10).max(3_600),
  to: z.enum(['everyone', 'display']),
});
export const helpRule = z.array(helpStep).max(4);
export type HelpRule = z.infer<typeof helpRule>;

/** Somebody at a terminal asks for a person. Never an emergency line. */
export const helpCall = z.strictObject({
  id: helpCallId,
  /** The terminal (RFC 7638 thumbprint), and what staff call it. */
  terminal: z.string(),
  name: z.string(),
  /** What was open: the route's view. */
  screen: slug('screen'),
  status: z.enum(['open', 'coming', 'closed']),
  at: instant,
  answeredAt: instant.optional(),
});
export type HelpCall = z.infer<typeof helpCall>;
