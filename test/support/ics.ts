/**
 * A strict reader of iCalendar (RFC 5545), written apart from the writer it judges: it refuses what a calendar program
 * might stumble over.
 */
export interface Component {
  readonly name: string;
  readonly components: readonly Component[];
  /** The value of a property, unescaped where it is text; undefined where there is none. */
  readonly value: (name: string) => string | undefined;
}

const TEXT = new Set(['SUMMARY', 'LOCATION', 'DESCRIPTION', 'NAME', 'X-WR-CALNAME']);
const UTC = new Set(['DTSTAMP', 'DTSTART', 'DTEND', 'LAST-MODIFIED']);
/** What may stand in a component once at most; all of those we write. */
const LINE = /^(?<name>[A-Z-]+)(?<parameters>(?:;[A-Z-]+=[A-Z0-9-]+)*):(?<value>.*)$/u;

/** @throws Error that says what is wrong */
export function readCalendar(text: string): Component {
  if (!text.endsWith('\r\n')) throw new Error('the last line does not end');
  if (/(?<!\r)\n|\r(?!\n)/u.test(text)) throw new Error('a line ends in something else than CRLF');
  for (const line of text.split('\r\n'))
    if (Buffer.byteLength(line) > 75) throw new Error(`longer than 75 bytes: ${line}`);
  const lines = text.slice(0, -2).replaceAll('\r\n ', '').split('\r\n');
  const calendar = readComponent(lines);
  if (lines.length > 0 || calendar.name !== 'VCALENDAR') throw new Error('more than one calendar');
  for (const name of ['VERSION', 'PRODID']) if (!calendar.value(name)) throw new Error(`no ${name}`);
  return calendar;
}

function readComponent(lines: string[]): Component {
  const begin = /^BEGIN:(\w+)$/u.exec(lines.shift() ?? '')?.[1];
  if (!begin) throw new Error('no component begins');
  const values = new Map<string, string>();
  const components: Component[] = [];
  for (;;) {
    const [line] = lines;
    if (line === undefined) throw new Error(`${begin} does not end`);
    if (line.startsWith('BEGIN:')) {
      components.push(readComponent(lines));
      continue;
    }
    lines.shift();
    if (line === `END:${begin}`) break;
    const { name = '', value = '' } = LINE.exec(line)?.groups ?? {};
    if (!name) throw new Error(`not a line of iCalendar: ${line}`);
    if (values.has(name)) throw new Error(`${name} twice in ${begin}`);
    values.set(name, TEXT.has(name) ? unescaped(value) : value);
    if (UTC.has(name) && !/^\d{8}T\d{6}Z$/u.test(value)) throw new Error(`not an instant: ${line}`);
  }
  const component = { name: begin, components, value: (name: string) => values.get(name) };
  const needed =
    { VEVENT: ['UID', 'DTSTAMP', 'DTSTART'], VALARM: ['ACTION', 'TRIGGER', 'DESCRIPTION'] }[begin] ?? [];
  for (const name of needed) if (!component.value(name)) throw new Error(`${begin} without ${name}`);
  return component;
}

function unescaped(value: string): string {
  if (/[\u0000-\u001f\u007f]/u.test(value)) throw new Error('a control character in a text');
  if (/(?:^|[^\\])(?:\\\\)*(?:[;,]|\\[^\\;,nN])/u.test(value)) throw new Error(`not escaped: ${value}`);
  return value.replaceAll(/\\([\\;,nN])/gu, (_all, sign: string) => (/[nN]/u.test(sign) ? '\n' : sign));
}
