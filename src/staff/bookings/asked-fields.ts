import { type TemplateResult, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { optionsOn, questionsOn } from '../../model/choices.ts';
import type { Choices } from '../../model/schema/booking.ts';
import type { Who } from '../../model/schema/command.ts';
import type { Question } from '../../model/schema/service.ts';
import type { DeskService } from '../../model/schema/staff-bookings.ts';
import type { Weekday } from '../../model/schema/text.ts';
import { WHO_FIELDS, type WhoField, fitting } from '../../model/who-rules.ts';
import type { BookingsWords } from './bookings-words.ts';
import { type Filled, wantedOf } from './walk-in-rules.ts';

/** Why a form cannot go as it is; `field` is empty where it is about none. */
export interface FormFault {
  readonly field: string;
  readonly text: string;
}

export interface AskedFields {
  readonly words: BookingsWords;
  readonly service: DeskService | undefined;
  /** Of the time that is chosen: a menu changes by it. */
  readonly day: Weekday;
  readonly filled: Filled;
  readonly fault: FormFault | undefined;
  /** What was added: two fields may be filled in before the form is drawn anew. */
  readonly onChoices: (added: Choices) => void;
  readonly onWho: (added: Who) => void;
}

/** What a service asks of whoever books it: its questions first, then who it is. */
export function askedFields(form: AskedFields): readonly TemplateResult[] {
  const { service, day, filled } = form;
  const wanted = wantedOf(service, filled.choices);
  return [
    ...questionsOn(service?.questions ?? [], day).map((question) => questionField(form, question)),
    ...WHO_FIELDS.filter((field) => wanted[field] !== 'no').map((field) =>
      whoField(form, field, wanted[field] === 'required'),
    ),
  ];
}

/** What is wrong with one field, below it; read out at once. */
export const faultText = (fault: FormFault | undefined, field: string): TemplateResult | typeof nothing =>
  fault?.field === field ? html`<p class="fault" role="alert">${fault.text}</p>` : nothing;

function questionField(form: AskedFields, question: Question): TemplateResult {
  const { words, day, filled, fault, onChoices } = form;
  const { t, of } = words;
  const path = `choices.${question.id}`;
  const chosen = filled.choices[question.id];
  return html`<div class="field">
    <label for=${path}>${of(question.label)}</label>
    <select
      id=${path}
      aria-invalid=${fault?.field === path ? 'true' : 'false'}
      @change=${(event: Event) => onChoices({ [question.id]: (event.target as HTMLSelectElement).value })}
    >
      <option value="" ?selected=${chosen === undefined}>${t('new.choose')}</option>
      ${optionsOn(question, day).map(
        (option) =>
          html`<option value=${option.id} ?selected=${chosen === option.id}>${of(option.label)}</option>`,
      )}
    </select>
    ${faultText(fault, path)}
  </div>`;
}

function whoField(
  { words, filled, fault, onWho }: AskedFields,
  field: WhoField,
  required: boolean,
): TemplateResult {
  const { t } = words;
  const label = t(`new.${field}`);
  return html`<div class="field">
    <label for=${field}>${required ? label : t('new.optional', { label })}</label>
    <input
      id=${field}
      inputmode=${field === 'phone' ? 'numeric' : 'text'}
      autocomplete="off"
      .value=${live(filled.who[field] ?? '')}
      aria-invalid=${fault?.field === field ? 'true' : 'false'}
      aria-describedby="${field}-hint"
      @input=${(event: InputEvent) =>
        onWho({ [field]: fitting(field, (event.target as HTMLInputElement).value) })}
    />
    ${field === 'address' ? nothing : html`<p class="hint" id="${field}-hint">${t(`new.${field}.hint`)}</p>`}
    ${faultText(fault, field)}
  </div>`;
}
