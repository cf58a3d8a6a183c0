import { z } from 'zod';

/** The part of HSDS 3.1 that Linli has content for. A field that is not set is left out, never filled in. */

const id = z.uuid();
const text = z.string();

export const taxonomy = z.object({ id, name: text, description: text });

export const taxonomyTerm = z.object({
  id,
  code: text,
  name: text,
  description: text,
  taxonomy: text.optional(),
  language: text.optional(),
  taxonomy_id: id,
  taxonomy_detail: taxonomy.optional(),
});

export const attribute = z.object({
  id,
  link_id: id,
  link_entity: text,
  link_type: text.optional(),
  taxonomy_term_id: id.optional(),
  taxonomy_term: taxonomyTerm.optional(),
  /** `demo` marks what nobody decided on yet. */
  label: text.optional(),
  value: text.optional(),
});

const owner = { service_id: id.optional(), location_id: id.optional(), organization_id: id.optional() };

export const phone = z.object({ id, ...owner, number: text });

export const schedule = z.object({
  id,
  service_id: id.optional(),
  location_id: id.optional(),
  service_at_location_id: id.optional(),
  valid_from: text.optional(),
  valid_to: text.optional(),
  dtstart: text.optional(),
  until: text.optional(),
  /** Hours ahead of UTC; absent where the zone's offset changes in the year. */
  timezone: z.number().optional(),
  count: z.number().optional(),
  wkst: text.optional(),
  freq: z.enum(['WEEKLY', 'MONTHLY']).optional(),
  interval: z.number().optional(),
  byday: text.optional(),
  bymonthday: text.optional(),
  description: text.optional(),
  opens_at: text.optional(),
  closes_at: text.optional(),
  /** Days on which other hours hold. */
  notes: text.optional(),
  attributes: z.array(attribute).optional(),
});

/** HSDS asks for city, province, code and country as texts. Where they are not set they are empty. */
export const address = z.object({
  id,
  location_id: id,
  address_1: text,
  city: text,
  state_province: text,
  postal_code: text,
  country: text,
  address_type: z.literal('physical'),
});

export const accessibility = z.object({ id, location_id: id, description: text, details: text });

const locationPlain = z.object({
  id,
  location_type: z.literal('physical'),
  organization_id: id,
  name: text,
  alternate_name: text.optional(),
  description: text.optional(),
  transportation: text.optional(),
  external_identifier: text,
});

export const location = locationPlain.extend({
  addresses: z.array(address).optional(),
  phones: z.array(phone).optional(),
  schedules: z.array(schedule).optional(),
  accessibility: z.array(accessibility).optional(),
  attributes: z.array(attribute).optional(),
});

const organizationPlain = z.object({ id, name: text, alternate_name: text.optional(), description: text });

const servicePlain = z.object({
  id,
  organization_id: id,
  name: text,
  alternate_name: text.optional(),
  description: text,
  status: z.literal('active'),
  application_process: text.optional(),
  fees_description: text.optional(),
  wait_time: text.optional(),
  eligibility_description: text.optional(),
  last_modified: z.iso.datetime().optional(),
  organization: organizationPlain.optional(),
});

const serviceAtLocationPlain = z.object({
  id,
  service_id: id,
  location_id: id,
  location: location.optional(),
});

export const serviceAtLocation = serviceAtLocationPlain.extend({
  service: servicePlain.optional(),
  schedules: z.array(schedule).optional(),
});

const requiredDocument = z.object({ id, service_id: id, document: text });

export const service = servicePlain.extend({
  phones: z.array(phone).optional(),
  schedules: z.array(schedule).optional(),
  service_at_locations: z.array(serviceAtLocation).optional(),
  required_documents: z.array(requiredDocument).optional(),
  attributes: z.array(attribute).optional(),
});

/** What `minimal` asks for. */
export const serviceMinimal = z.object({ id, last_modified: z.iso.datetime().optional() });

export const organization = organizationPlain.extend({
  locations: z.array(location).optional(),
  attributes: z.array(attribute).optional(),
  services: z.array(z.union([service, z.object({ id, name: text, status: z.literal('active') })])).optional(),
});

export const about = z.object({ version: text, profile: z.url(), openapi_url: z.url() });

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    total_items: z.int(),
    total_pages: z.int(),
    page_number: z.int(),
    size: z.int(),
    first_page: z.boolean(),
    last_page: z.boolean(),
    empty: z.boolean(),
    contents: z.array(item),
  });

export type HsdsTaxonomy = z.infer<typeof taxonomy>;
export type HsdsTerm = z.infer<typeof taxonomyTerm>;
export type HsdsAttribute = z.infer<typeof attribute>;
export type HsdsSchedule = z.infer<typeof schedule>;
export type HsdsLocation = z.infer<typeof location>;
export type HsdsService = z.infer<typeof service>;
export type HsdsServicePlain = z.infer<typeof servicePlain>;
export type HsdsServiceAtLocation = z.infer<typeof serviceAtLocation>;
export type HsdsOrganization = z.infer<typeof organization>;
export type HsdsOrganizationPlain = z.infer<typeof organizationPlain>;
