import { LitElement, type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { PhoneClient } from '../api/phone-client.ts';
import type { HandOffLink } from '../model/hand-off-link.ts';
import type {
  FormHandOff,
  GuideHandOff,
  GuideMaterial,
  HandOffQuestion,
  ScanHandOff,
} from '../model/hand-off.ts';
import type { Language } from '../model/schema/text.ts';
import { saveFile } from './calendar-file.ts';
import { HandOver, type HandState, type HandTrouble, type Notes, sessionNotes } from './hand-over.ts';
import { phoneMemory, readKept } from './kept.ts';
import { PageEvent } from './page-event.ts';
import { type Draft, answerOf, firstDraft, formPart } from './parts/form.ts';
import { guidePart, guideText } from './parts/guide.ts';
import type { IconName } from './parts/icons.ts';
import { banner } from './parts/messages.ts';
import { icon } from './parts/part.ts';
import { isCode, scanPart } from './parts/scan.ts';
import { type PhoneWords, phoneWords } from './words.ts';

const NO_DRAFT: Draft = { typed: {}, answers: {} };
const TICK_MS = 1_000;

/** What a terminal handed to this phone: a guide to keep, a form to fill in, or a code to send. */
@customElement('linli-hand-off-page')
export class HandOffPage extends LitElement {
  @property({ attribute: false }) link!: HandOffLink;
  @property() language: Language = 'zh-Hans';
  @state() private hand: HandState = { kind: 'taking' };
  @state() private draft: Draft = NO_DRAFT;
  @state() private ticks: readonly boolean[] = [];
  @state() private digits = '';
  @state() private complains = false;
  #over: HandOver | undefined;
  #notes: Notes = sessionNotes('');
  #tick: ReturnType<typeof setInterval> | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#tick = setInterval(() => this.requestUpdate(), TICK_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#tick);
    this.#over?.stop();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('link')) this.#open();
    document.title = this.#words.t('hand.title');
  }

  protected override updated(changed: PropertyValues): void {
    const before = changed.get('hand') as HandState | undefined;
    if (!before || before.kind === this.hand.kind || this.hand.kind === 'sending') return;
    scrollTo(0, 0);
    this.querySelector<HTMLElement>('h1')?.focus();
  }

  protected override render(): TemplateResult {
    return html`<div role="status">${this.#status()}</div>
      <main>${this.#main()}</main>`;
  }

  get #words(): PhoneWords {
    return phoneWords(this.language, 'UTC');
  }

  #status(): TemplateResult | typeof nothing {
    const { t } = this.#words;
    const { hand } = this;
    if (hand.kind === 'sending')
      return hand.again ? banner('caution', t('hand.again')) : banner('info', t('hand.sending'));
    return nothing;
  }

  #main(): TemplateResult {
    const { hand } = this;
    switch (hand.kind) {
      case 'taking':
        return html`<p class="wait">${this.#words.t('hand.taking')}</p>`;
      case 'trouble':
        return this.#card(
          hand.trouble,
          'caution',
          hand.trouble === 'unreachable' ? 'wifi-off' : 'circle-alert',
        );
      case 'sent':
        return this.#card('sent', 'positive', 'circle-check');
      case 'late':
        return html`${this.#card('late', 'caution', 'circle-alert')}${this.#question(hand.question, true)}`;
      case 'sending':
        return this.#question(hand.question, true);
      case 'open':
        return this.#isOver
          ? html`${this.#card('gone', 'caution', 'circle-alert')}${this.#question(hand.question, true)}`
          : html`${this.#left(hand.untilMs)}${this.#question(hand.question, false)}`;
    }
  }

  get #isOver(): boolean {
    const { hand } = this;
    return hand.kind === 'open' && hand.untilMs !== undefined && Date.now() >= hand.untilMs;
  }

  #card(what: HandTrouble | 'sent' | 'late', tone: string, shape: IconName): TemplateResult {
    const { t } = this.#words;
    return html`<section class="card state ${tone}">
      <h1 tabindex="-1">${icon(shape)}<span>${t(`hand.${what}`)}</span></h1>
      <p class="next">${t(`hand.${what}.next`)}</p>
    </section>`;
  }

  #left(untilMs: number | undefined): TemplateResult | typeof nothing {
    if (untilMs === undefined) return nothing;
    const seconds = Math.max(0, Math.ceil((untilMs - Date.now()) / 1_000));
    const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    return html`<p class="small muted" role="timer">${this.#words.t('hand.left', { time })}</p>`;
  }

  #question(question: HandOffQuestion, busy: boolean): TemplateResult {
    const words = this.#words;
    switch (question.kind) {
      case 'guide':
        return guidePart(this.#ticked(question), {
          words,
          onTick: (material) => this.#onTick(question, material),
          onPrint: () => print(),
          onSave: () =>
            saveFile(guideText(this.#ticked(question), words), 'text/plain', `${words.t('guide.file')}.txt`),
        });
      case 'form':
        return formPart(question, {
          words,
          draft: this.draft,
          complains: this.complains,
          busy,
          onDraft: (draft) => this.#onDraft(draft),
          onSend: () => this.#sendForm(question),
        });
      case 'scan':
        return scanPart(question, {
          words,
          kept: readKept(phoneMemory, Date.now()).filter(({ site }) => site === this.link.site),
          digits: this.digits,
          complains: this.complains,
          busy,
          onDigits: (digits) => {
            this.digits = digits;
          },
          onSend: (text) => this.#sendCode(question, text),
        });
    }
  }

  #open(): void {
    this.#over?.stop();
    const { link } = this;
    this.#notes = sessionNotes(link.id);
    this.draft = NO_DRAFT;
    this.ticks = [];
    this.digits = '';
    this.complains = false;
    const over = new HandOver({
      link,
      client: new PhoneClient({ origin: location.origin, site: link.site }),
      notes: this.#notes,
      // Undefined on a page that came over plain http, whatever the type says.
      subtle: (globalThis.crypto as Partial<Crypto>).subtle,
      onState: (hand) => {
        if (this.#over === over) this.#take(hand);
      },
    });
    this.#over = over;
    this.hand = { kind: 'taking' };
    void over.open();
  }

  #take(hand: HandState): void {
    const first = this.hand.kind !== 'open' && this.hand.kind !== 'sending' && hand.kind === 'open';
    this.hand = hand;
    if (hand.kind === 'sent') {
      this.draft = NO_DRAFT;
      this.digits = '';
    }
    if (!first) return;
    const { question } = hand;
    this.dispatchEvent(
      new PageEvent({
        hall: question.hall,
        demo: question.kind === 'guide' && question.demo,
        languages: ['zh-Hans', 'en'],
      }),
    );
    if (question.kind === 'form') this.draft = this.#draftBefore() ?? firstDraft(question);
    if (question.kind === 'guide') this.ticks = this.#ticksBefore(question);
  }

  /** What was typed before the page was loaded again. */
  #draftBefore(): Draft | undefined {
    try {
      return JSON.parse(this.#notes.read('draft') ?? '') as Draft;
    } catch {
      return undefined;
    }
  }

  #ticksBefore({ materials }: GuideHandOff): readonly boolean[] {
    const before = this.#notes.read('ticks');
    return before?.length === materials.length
      ? [...before].map((tick) => tick === '1')
      : materials.map(({ ticked }) => ticked);
  }

  #ticked(guide: GuideHandOff): GuideHandOff {
    const materials = guide.materials.map((each, index) => ({
      ...each,
      ticked: this.ticks[index] ?? each.ticked,
    }));
    return { ...guide, materials };
  }

  #onTick(guide: GuideHandOff, { name }: GuideMaterial): void {
    this.ticks = this.#ticked(guide).materials.map((each) =>
      each.name === name ? !each.ticked : each.ticked,
    );
    this.#notes.write('ticks', this.ticks.map((tick) => (tick ? '1' : '0')).join(''));
  }

  #onDraft(draft: Draft): void {
    this.draft = draft;
    this.#notes.write('draft', JSON.stringify(draft));
  }

  #sendForm(form: FormHandOff): void {
    const answer = answerOf(form, this.draft);
    this.complains = answer === undefined;
    if (answer) void this.#over?.send(form, answer);
    else
      void this.updateComplete.then(() => this.querySelector('.wrong')?.scrollIntoView({ block: 'center' }));
  }

  #sendCode(question: ScanHandOff, text: string): void {
    this.complains = text.length <= 9 && !isCode(text);
    if (!this.complains) void this.#over?.send(question, { kind: 'code', text });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-hand-off-page': HandOffPage;
  }
}
