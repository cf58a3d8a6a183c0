import { type TemplateResult, html, nothing } from 'lit';
import type { PhoneKey } from '../../access/messages/phone.ts';
import type { FormAnswer, FormHandOff, FormQuestion } from '../../model/hand-off.ts';
import type { Who } from '../../model/schema/command.ts';
import {
  WHO_FIELDS,
  LONGEST,
  type Wanted,
  type WhoFault,
  type WhoField,
  faultOf,
  saidOf,
} from '../../model/who-rules.ts';
import { type PhoneWords, dayAndTime, phoneWords } from '../words.ts';
import { icon } from './part.ts';

/** What stands in the form. */
export interface Draft {
  readonly typed: Who;
  readonly answers: Readonly<Record<string, string>>;
}

export interface FormContext {
  readonly words: PhoneWords;
  readonly draft: Draft;
  /** What is wrong is said once the person wanted to go on. */
  readonly complains: boolean;
  readonly busy: boolean;
  readonly onDraft: (draft: Draft) => void;
  readonly onSend: () => void;
}

const FAULTS: Readonly<Record<WhoFault, PhoneKey>> = {
  missing: 'form.missing',
  'phone-wrong': 'form.phone-wrong',
  'id-number': 'form.id-number',
};

/** What is asked of the person, with what the chosen options ask besides. */
export function wantedNow({ wanted, questions }: FormHandOff, { answers }: Draft): Wanted {
  const asks = questions.flatMap(
    ({ key, options }) => options.find(({ id }) => id === answers[key])?.asks ?? [],
  );
  return {
    name: wanted.name,
    phone: asks.includes('phone') ? 'required' : wanted.phone,
    address: asks.includes('address') ? 'required' : wanted.address,
  };
}

const isAnswered = ({ key, options }: FormQuestion, { answers }: Draft): boolean =>
  options.some(({ id }) => id === answers[key]);

/** @returns the answer, or undefined where something is missing or wrong */
export function answerOf(form: FormHandOff, draft: Draft): FormAnswer | undefined {
  const wanted = wantedNow(form, draft);
  if (WHO_FIELDS.some((field) => faultOf(field, draft.typed, wanted))) return undefined;
  if (form.questions.some((question) => !isAnswered(question, draft))) return undefined;
  const said = Object.entries(saidOf(draft.typed)).filter(([field]) => wanted[field as WhoField] !== 'no');
  const asked = form.questions.map(({ key }) => [key, draft.answers[key] ?? ''] as const);
  return { kind: 'form', who: Object.fromEntries(said), answers: Object.fromEntries(asked) };
}

/** What was said at the terminal, to begin with. */
export const firstDraft = ({ typed, questions }: FormHandOff): Draft => ({
  typed,
  answers: Object.fromEntries(
    questions.flatMap(({ key, chosen }) => (chosen === undefined ? [] : [[key, chosen]])),
  ),
});

/** What a booking asks, for somebody who types more easily here. */
export function formPart(form: FormHandOff, context: FormContext): TemplateResult {
  const { words, busy, onSend } = context;
  const wanted = wantedNow(form, context.draft);
  const there = phoneWords(words.language, form.timeZone);
  const when = dayAndTime(there, Date.parse(form.startsAt));
  return html`<section class="card form">
    <h1 tabindex="-1">${words.t('form.heading')}</h1>
    <p>${words.t('form.for', { service: words.of(form.service), ...when })}</p>
    ${form.questions.map((each) => question(each, there, context))}
    ${WHO_FIELDS.filter((field) => wanted[field] !== 'no').map((field) => whoField(field, wanted, context))}
    <button type="button" class="button primary" ?disabled=${busy} @click=${onSend}>
      ${icon('check')}<span>${words.t('form.send')}</span>
    </button>
    <p class="small muted">${words.t('form.private')}</p>
  </section>`;
}

function question(each: FormQuestion, there: PhoneWords, context: FormContext): TemplateResult {
  const { words, draft, complains, onDraft } = context;
  const label = each.day
    ? `${words.of(each.label)} · ${there.clock.day(Date.parse(each.day))}`
    : words.of(each.label);
  const choose = (id: string): void => onDraft({ ...draft, answers: { ...draft.answers, [each.key]: id } });
  return html`<fieldset class="field">
    <legend class="strong">${label}</legend>
    ${each.options.map(
      ({ id, label: name }) =>
        html`<label class="tick">
          <input
            type="radio"
            name=${each.key}
            .checked=${draft.answers[each.key] === id}
            @change=${() => choose(id)}
          />
          <span class="box round" aria-hidden="true"
            >${draft.answers[each.key] === id ? icon('check') : nothing}</span
          >
          <span>${words.of(name)}</span>
        </label>`,
    )}
    ${complains && !isAnswered(each, draft) ? wrong(words.t('form.choose')) : nothing}
  </fieldset>`;
}

function whoField(field: WhoField, wanted: Wanted, context: FormContext): TemplateResult {
  const { words, draft, complains, onDraft } = context;
  const fault = complains ? faultOf(field, draft.typed, wanted) : undefined;
  const label: PhoneKey =
    field !== 'address' && wanted[field] === 'optional' ? `form.${field}-optional` : `form.${field}`;
  const type = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    onDraft({ ...draft, typed: { ...draft.typed, [field]: value } });
  };
  return html`<label class="field">
    <span class="strong">${words.t(label)}</span>
    <span class="small muted">${words.t(`form.${field}-why`)}</span>
    <input
      class="input"
      name=${field}
      type=${field === 'phone' ? 'tel' : 'text'}
      autocomplete="off"
      maxlength=${LONGEST[field]}
      .value=${draft.typed[field] ?? ''}
      aria-invalid=${fault ? 'true' : 'false'}
      @input=${type}
    />
    ${fault ? wrong(words.t(FAULTS[fault])) : nothing}
  </label>`;
}

const wrong = (text: string): TemplateResult =>
  html`<span class="wrong" role="alert">${icon('triangle-alert')}<span>${text}</span></span>`;
