import { z } from 'zod';
import { localized, plain, slug, systemId, weeklyHours } from './text.ts';

export const placeId = slug('place id').brand<'PlaceId'>();
export type PlaceId = z.infer<typeof placeId>;

const known = z.enum(['yes', 'no', 'partly']);

/** Access attributes; an absent one reads as not set. */
export const accessibility = z.strictObject({
  stepFree: known.optional(),
  toilet: known.optional(),
  hearingLoop: known.optional(),
  tactilePaving: known.optional(),
  childFacilities: known.optional(),
  restSeats: known.optional(),
});

/** Where a service happens (HSDS location). A room names the place it is within and may have several uses. */
export const place = z.strictObject({
  id: placeId,
  name: localized(40),
  kind: slug('place kind'),
  summary: localized(200).optional(),
  within: slug('place id').optional(),
  uses: z.array(localized(40)).default([]),
  address: localized(120).optional(),
  phone: plain(40).optional(),
  directions: localized(160).optional(),
  hours: z.array(weeklyHours).optional(),
  circle: slug('circle id').optional(),
  accessibility: accessibility.default({}),
  systems: z.array(systemId).default([]),
  demo: z.boolean().default(false),
});
export type Place = z.infer<typeof place>;
