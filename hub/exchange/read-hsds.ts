import { type JsonObject, isObject } from '../../src/model/exchange/values.ts';
import { type ReadUpload, type Sheet, sheetLimits } from './sheet.ts';
import { Unreadable } from './unreadable.ts';

/** What HSDS calls its objects, by the fields that only they have. */
const MARKS = {
  location: ['location_type', 'addresses', 'latitude', 'longitude', 'external_identifier', 'transportation'],
  service: [
    'application_process',
    'fees_description',
    'eligibility_description',
    'required_documents',
    'service_at_locations',
    'status',
  ],
  organization: ['services', 'locations', 'legal_status', 'year_incorporated'],
} as const;
type Kind = keyof typeof MARKS;

/** The fields whose content is taken over. All others are listed, and nothing is made of them. */
const TAKEN: Readonly<Record<Kind, readonly string[]>> = {
  service: [
    'id',
    'name',
    'description',
    'application_process',
    'fees_description',
    'eligibility_description',
    'required_documents',
    'phones',
    'service_at_locations',
    'organization',
    'organization_id',
  ],
  location: [
    'id',
    'name',
    'alternate_name',
    'description',
    'transportation',
    'addresses',
    'phones',
    'external_identifier',
  ],
  organization: ['id', 'services', 'locations'],
};

const textAt = (object: JsonObject, name: string): string => {
  const value = object[name];
  return typeof value === 'string' ? value.trim() : '';
};
const listAt = (object: JsonObject, name: string): JsonObject[] => {
  const value = object[name];
  return Array.isArray(value) ? (value as readonly unknown[]).filter(isObject) : [];
};
const firstText = (object: JsonObject, list: string, name: string): string =>
  listAt(object, list)
    .map((item) => textAt(item, name))
    .find((text) => text !== '') ?? '';

function kindOf(object: JsonObject): Kind | undefined {
  const scores = (Object.keys(MARKS) as Kind[]).map((kind) => ({
    kind,
    score: MARKS[kind].filter((name) => name in object).length,
  }));
  const best = scores.reduce((one, other) => (other.score > one.score ? other : one));
  return best.score > 0 ? best.kind : undefined;
}

type Found = Readonly<Record<Kind, Map<string, JsonObject>>>;

/** Collects objects, also those inside others; one with an id that came before is the same one. */
function collect(value: unknown, found: Found, expected?: Kind, depth = 0): void {
  if (depth > 8) return;
  if (Array.isArray(value)) {
    for (const item of value as readonly unknown[]) collect(item, found, expected, depth + 1);
    return;
  }
  if (!isObject(value)) return;
  const kind = expected ?? kindOf(value);
  if (kind && textAt(value, 'name') !== '') {
    const id = textAt(value, 'id') || textAt(value, 'name');
    const before = found[kind].get(id);
    // Of two accounts of one thing the fuller one counts.
    if (!before || Object.keys(before).length < Object.keys(value).length) found[kind].set(id, value);
  }
  collect(value['contents'], found, undefined, depth + 1);
  collect(value['services'], found, 'service', depth + 1);
  collect(value['locations'], found, 'location', depth + 1);
  collect(value['location'], found, 'location', depth + 1);
  collect(value['organizations'], found, 'organization', depth + 1);
  collect(value['organization'], found, 'organization', depth + 1);
  for (const at of listAt(value, 'service_at_locations')) {
    collect(at['service'], found, 'service', depth + 1);
    collect(at['location'], found, 'location', depth + 1);
  }
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** What is there and is not taken over: `wait_time ×3、schedules ×10`. */
function leftOut(found: Found): string {
  const counts = new Map<string, number>();
  for (const kind of Object.keys(found) as Kind[])
    for (const object of found[kind].values())
      for (const [name, value] of Object.entries(object))
        if (!TAKEN[kind].includes(name) && !isEmpty(value)) {
          const field = `${kind}.${name}`;
          counts.set(field, (counts.get(field) ?? 0) + 1);
        }
  return [...counts].map(([field, count]) => `${field} ×${count}`).join('、');
}

/** Which language a text is in is not said; one with Chinese characters is Chinese. */
const isChinese = (text: string): boolean => /\p{Script=Han}/u.test(text);
const split = (text: string): [string, string] => (isChinese(text) ? [text, ''] : ['', text]);

const SERVICE_HEADS = [
  'service',
  'summary.zh',
  'summary.en',
  'guide.who.zh',
  'guide.who.en',
  'guide.steps.zh',
  'guide.steps.en',
  'guide.fee.zh',
  'guide.fee.en',
  'guide.materials.zh',
  'guide.phone',
  'place',
];
const PLACE_HEADS = [
  'id',
  'name.zh',
  'name.en',
  'kind',
  'summary.zh',
  'summary.en',
  'address.zh',
  'address.en',
  'phone',
  'directions.zh',
  'directions.en',
];

function serviceRow(service: JsonObject): string[] {
  const at = listAt(service, 'service_at_locations')
    .map((one) => one['location'])
    .filter(isObject);
  const places = [...new Set(at.map((location) => textAt(location, 'name')))].filter((name) => name !== '');
  return [
    textAt(service, 'name'),
    ...split(textAt(service, 'description')),
    ...split(textAt(service, 'eligibility_description')),
    ...split(textAt(service, 'application_process')),
    ...split(textAt(service, 'fees_description')),
    listAt(service, 'required_documents')
      .map((one) => textAt(one, 'document'))
      .filter(isChinese)
      .join('\n'),
    firstText(service, 'phones', 'number'),
    places.length === 1 ? (places[0] ?? '') : '',
  ];
}

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/u;

function placeRow(location: JsonObject): string[] {
  const own = [textAt(location, 'external_identifier'), textAt(location, 'id').toLowerCase()];
  const names = [textAt(location, 'name'), textAt(location, 'alternate_name')];
  const [address] = listAt(location, 'addresses');
  const lines = address
    ? ['state_province', 'city', 'address_1', 'address_2']
        .map((name) => textAt(address, name))
        .filter((part) => part !== '')
    : [];
  const chinese = isChinese(lines.join(''));
  return [
    own.find((id) => SLUG.test(id) && id.length <= 64) ?? '',
    names.find(isChinese) ?? '',
    names.find((name) => name !== '' && !isChinese(name)) ?? '',
    '',
    ...split(textAt(location, 'description')),
    ...split(lines.join(chinese ? '' : ', ')),
    firstText(location, 'phones', 'number'),
    ...split(textAt(location, 'transportation')),
  ];
}

const sheet = (name: string, heads: readonly string[], rows: readonly (readonly string[])[]): Sheet => ({
  name,
  hidden: false,
  rows: [heads, ...rows.map((row) => row.map((cell) => cell.slice(0, sheetLimits.cellLength)))],
  notes: [],
  unsure: {},
});

/**
 * Reads a page or a list of HSDS 3.1 as sheets, one of services and one of places, so that the same mapping, the same check
 * and the same apply hold for it. A service is told by its name or id in the catalogue; nothing is guessed.
 * @param text JSON
 * @throws Unreadable
 */
export function readHsds(text: string): ReadUpload {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Unreadable(
      'exchange.json-broken',
      error instanceof Error ? error.message.slice(0, 120) : undefined,
    );
  }
  const found: Found = { service: new Map(), location: new Map(), organization: new Map() };
  collect(value, found);
  const services = [...found.service.values()];
  const places = [...found.location.values()];
  if (services.length + places.length === 0) throw new Unreadable('exchange.not-hsds');
  const left = leftOut(found);
  return {
    format: 'hsds',
    sheets: [
      ...(services.length > 0 ? [sheet('services', SERVICE_HEADS, services.map(serviceRow))] : []),
      ...(places.length > 0 ? [sheet('locations', PLACE_HEADS, places.map(placeRow))] : []),
    ],
    notes: left === '' ? [] : [{ code: 'left-out', values: { fields: left } }],
  };
}
