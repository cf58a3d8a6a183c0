import { type TemplateResult, html, nothing } from 'lit';
import { type GuideHandOff, type GuideMaterial, missingFirst } from '../../model/hand-off.ts';
import type { PhoneWords } from '../words.ts';
import { type Fact, icon, factList } from './part.ts';

export interface GuideContext {
  readonly words: PhoneWords;
  readonly onTick: (material: GuideMaterial) => void;
  readonly onPrint: () => void;
  readonly onSave: () => void;
}

const stillMissing = ({ materials }: GuideHandOff): number =>
  materials.filter(({ ticked, noLongerRequired }) => !ticked && !noLongerRequired).length;

function detailsOf(material: GuideMaterial, { t, of }: PhoneWords): string {
  const { form, copies, issuedBy, howToGet, noLongerRequired } = material;
  return [
    noLongerRequired ? t('guide.no-longer') : '',
    form ? t(`guide.form.${form}`) : '',
    copies === undefined ? '' : t('guide.copies', { n: copies }),
    issuedBy ? t('guide.issued-by', { who: of(issuedBy) }) : '',
    howToGet ? of(howToGet) : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

function factsOf({ facts, place }: GuideHandOff, { t, of }: PhoneWords): readonly Fact[] {
  const unset = t('guide.unset-value');
  return [
    [
      t('guide.place'),
      place ? [of(place.name), place.address ? of(place.address) : ''].filter(Boolean).join('\n') : unset,
    ],
    [t('guide.window'), facts.window ? of(facts.window) : unset],
    [t('guide.hours'), facts.hours ? of(facts.hours) : unset],
    [t('guide.phone'), facts.phone ?? unset],
    [t('guide.fee'), facts.fee ? of(facts.fee) : unset],
  ];
}

/** What to bring, to go on ticking; what is missing comes first. */
export function guidePart(guide: GuideHandOff, context: GuideContext): TemplateResult {
  const { words } = context;
  const { t, of } = words;
  const missing = stillMissing(guide);
  return html`<section class="card guide">
      <h1 tabindex="-1">${of(guide.service)}</h1>
      <h2>${t('guide.heading')}</h2>
      <p role="status" class="figure">
        ${guide.materials.length === 0 ? t('guide.unset') : missing > 0 ? t('guide.missing', { n: missing }) : t('guide.complete')}
      </p>
      <ul>
        ${missingFirst(guide.materials).map((each) => material(each, context))}
      </ul>
    </section>
    <section class="plain">${factList(factsOf(guide, words))}</section>
    <section class="plain">
      <h2>${t('screenless.heading')}</h2>
      <p>${of(guide.withoutScreen)}</p>
    </section>
    <section class="actions not-printed">
      <button type="button" class="button secondary" @click=${context.onSave}>
        ${icon('download')}<span>${t('guide.save')}</span>
      </button>
      <button type="button" class="button secondary" @click=${context.onPrint}>
        ${icon('printer')}<span>${t('guide.print')}</span>
      </button>
      <p class="small muted">${t('guide.kept')}</p>
    </section>`;
}

function material(each: GuideMaterial, { words, onTick }: GuideContext): TemplateResult {
  const details = detailsOf(each, words);
  return html`<li>
    <label class="tick">
      <input type="checkbox" .checked=${each.ticked} @change=${() => onTick(each)} />
      <span class="box" aria-hidden="true">${each.ticked ? icon('check') : nothing}</span>
      <span>
        <span class="strong">${words.of(each.name)}</span>
        ${details === '' ? nothing : html`<span class="small muted">${details}</span>`}
      </span>
    </label>
  </li>`;
}

/** The guide as plain text, for a file. */
export function guideText(guide: GuideHandOff, words: PhoneWords): string {
  const { t, of } = words;
  const lines = missingFirst(guide.materials).map((each) => {
    const details = detailsOf(each, words);
    return `${each.ticked ? '[x]' : '[ ]'} ${of(each.name)}${details === '' ? '' : ` (${details})`}`;
  });
  return [
    of(guide.hall),
    of(guide.service),
    '',
    t('guide.heading'),
    ...(lines.length > 0 ? lines : [t('guide.unset')]),
    '',
    ...factsOf(guide, words).map(([label, value]) => `${label}: ${value.replace('\n', ' ')}`),
    '',
    t('screenless.heading'),
    of(guide.withoutScreen),
    ...(guide.demo ? ['', t('page.demo')] : []),
    '',
  ].join('\n');
}
