import { contrastRatio } from '../contrast.ts';
import { says } from '../fault-words.ts';
import type { Service } from '../schema/service.ts';
import type { WeeklyHours } from '../schema/text.ts';
import { taxonomy } from '../schema/site.ts';
import { type Collected, type Entry, textOf } from './collect.ts';
import { type Fault, faultAt } from './files.ts';
import { tileOffers } from './tiles.ts';

/** WCAG 2.2, 1.4.3: white text on the accent and the accent on white must be readable. */
const LEAST_CONTRAST = 4.5;

function hoursFaults(
  entry: Entry<unknown>,
  path: readonly PropertyKey[],
  hours: readonly WeeklyHours[] = [],
): Fault[] {
  return hours.flatMap((span, index) =>
    span.opens < span.closes
      ? []
      : [
          faultAt(
            entry,
            [...path, index, 'closes'],
            says(
              `closes at ${span.closes}, before it opens at ${span.opens}`,
              'write the closing time after the opening time; a night is two entries, to 23:59 and from 00:00',
              `${span.closes} 关门，早于 ${span.opens} 开门`,
              '关门时间要晚于开门时间；跨夜请分两条写，到 23:59，再从 00:00 起',
            ),
          ),
        ],
  );
}

function siteFaults(all: Collected, folder: string): Fault[] {
  const { site } = all;
  const faults: Fault[] = [];
  const written = textOf(all.siteWritten?.value, 'id');
  if (all.siteWritten && written !== undefined && written !== folder)
    faults.push(
      faultAt(
        all.siteWritten,
        ['id'],
        says(
          `the id "${written}" differs from the folder "${folder}"`,
          'give the folder and the site the same name',
          `站点编号“${written}”和“${folder}”不一样`,
          '站点编号不能改，请改回来',
        ),
      ),
    );
  if (!site) return faults;
  const { accent } = site.value.brand;
  const contrast = contrastRatio(accent, '#ffffff');
  const figure = (Math.floor(contrast * 100) / 100).toFixed(2);
  if (contrast < LEAST_CONTRAST)
    faults.push(
      faultAt(
        site,
        ['brand', 'accent'],
        says(
          `${accent} has a contrast of ${figure}:1 on white`,
          `choose a darker colour, with ${LEAST_CONTRAST}:1 or more`,
          `${accent} 在白底上的对比度只有 ${figure}:1`,
          `请选深一些的颜色，对比度至少 ${LEAST_CONTRAST}:1`,
        ),
      ),
    );
  return [...faults, ...hoursFaults(site, ['hours', 'weekly'], site.value.hours.weekly)];
}

const noticeFaults = (all: Collected): Fault[] =>
  all.valid.notices.flatMap((entry) => {
    const { from, until } = entry.value;
    return from && until && Date.parse(until) <= Date.parse(from)
      ? [
          faultAt(
            entry,
            ['until'],
            says(
              'ends before it begins',
              'set until later than from',
              '结束早于开始',
              '结束时间要晚于开始时间',
            ),
          ),
        ]
      : [];
  });

/** A list that a site may do without: nothing of the terminal's own asks for it. */
const OPTIONAL_LISTS: readonly string[] = ['diet'];

/** Each other list of terms must be there: a terminal asks for all three by name. */
function taxonomyFaults(all: Collected): Fault[] {
  const [first] = all.written.taxonomies;
  if (!first || all.unread.has('taxonomies')) return [];
  const there = all.written.taxonomies.map((entry) => textOf(entry.value, 'id'));
  return taxonomy.shape.id.options
    .filter((id) => !there.includes(id) && !OPTIONAL_LISTS.includes(id))
    .map((id) => ({
      file: first.file,
      path: 'taxonomies',
      ...says(
        `the list of terms "${id}" is missing`,
        `add an entry with "id": "${id}"`,
        `缺少分类表“${id}”`,
        `请补上编号为“${id}”的分类表`,
      ),
    }));
}

/** Whether every entry of the lists could be read, so that an empty tile is the tile's own fault. */
const complete = (all: Collected, ...roles: (keyof Collected['valid'])[]): boolean =>
  roles.every((role) => !all.unread.has(role) && all.valid[role].length === all.written[role].length);

/** A tile that leads nowhere is a dead end for the person who presses it. */
function tileFaults(all: Collected, services: readonly Service[]): Fault[] {
  const { site } = all;
  if (!site) return [];
  return site.value.tiles.flatMap(({ opens }, index) => {
    const empty = (what: string, where: string, zhWhat: string, zhWhere: string) => [
      faultAt(
        site,
        ['tiles', index, 'opens'],
        says(
          `opens nothing: this site has no ${what}`,
          `${where}, or remove the tile`,
          `点开是空的：本站点没有${zhWhat}`,
          `${zhWhere}，或者去掉这个按钮`,
        ),
      ),
    ];
    switch (opens.view) {
      case 'services':
        return complete(all, 'services', 'catalogue-services') &&
          !services.some((one) => tileOffers(opens, one))
          ? empty(
              'service it would show',
              'list such a service in services.json',
              '它要显示的服务',
              '请先添加这样的服务',
            )
          : [];
      case 'places':
        return complete(all, 'places') &&
          !all.valid.places.some(({ value }) => !opens.kinds || opens.kinds.includes(value.kind))
          ? empty(
              'place it would show',
              'add such a place to places.json',
              '它要显示的地点',
              '请先添加这样的地点',
            )
          : [];
      case 'indicators':
        return complete(all, 'indicators') && all.valid.indicators.length === 0
          ? empty('indicator', 'add a table to indicators.json', '指标', '请先添加指标表')
          : [];
      // One service is judged as a reference; notices come and go, and having none today is no fault.
      case 'service':
      case 'notices':
        return [];
    }
  });
}

/**
 * What the forms alone cannot say.
 * @param folder the name of the site's folder
 * @param services the services that could be put together
 */
export function ruleFaults(all: Collected, folder: string, services: readonly Service[]): Fault[] {
  return [
    ...siteFaults(all, folder),
    ...all.valid.places.flatMap((entry) => hoursFaults(entry, ['hours'], entry.value.hours)),
    ...noticeFaults(all),
    ...taxonomyFaults(all),
    ...tileFaults(all, services),
  ];
}
