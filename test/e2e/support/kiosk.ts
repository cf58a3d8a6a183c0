import { type Locator, type Page, expect } from '@playwright/test';
import '../../../src/access/messages/arrival.ts';
import '../../../src/access/messages/booking.ts';
import '../../../src/access/messages/queue.ts';
import '../../../src/access/messages/scan.ts';
import '../../../src/access/messages/rest.ts';
import { type MessageKey, type MessageValues, wordsFor } from '../../../src/access/say.ts';
import type { Language } from '../../../src/model/schema/text.ts';
import { scanByKeys } from './scanner.ts';

/** What a person tells a terminal when booking; what is left out is the first that is free, and no name. */
export interface Wish {
  /** Which of the days offered, from 0. The last is cut off at the present hour. */
  readonly day?: number;
  /** The time as the screen prints it; without it, one that is not about to begin. */
  readonly time?: string;
  readonly surname?: string;
  readonly title?: 'who.mr' | 'who.ms';
  readonly phone?: string;
}

const FREE_ENOUGH = 3;
/** The next screen comes at once; a slow machine needs more. */
const SCREEN_WITHIN_MS = 20_000;
const LOOK_MS = 1_000;
/** A new terminal has all content within seconds; a slow machine needs more. */
const CONTENT_WITHIN_MS = 120_000;
const TIME = /\d\d:\d\d–\d\d:\d\d/u;
const NINE_DIGITS = /^\d{3} \d{3} \d{3}$/u;

/** By page: when its terminal had all content for the first time. */
const contents = new WeakMap<Page, Promise<unknown>>();

/**
 * Notes when a new terminal has all content of its site; `Kiosk.hasContent` waits for it. A terminal listens for news and
 * tells how it is only after a round in which everything came. Called before its page is opened.
 */
export function awaitContent(page: Page): void {
  const listens = page.waitForRequest(/\/api\/sites\/[^/]+\/(?:events|report)$/u, {
    timeout: CONTENT_WITHIN_MS,
  });
  // Whoever needs it hears of the failure; a test that is over by then does not.
  listens.catch(() => undefined);
  contents.set(page, listens);
}

/** A terminal and a person in front of it: each step is one that a person would name. */
export class Kiosk {
  readonly page: Page;
  language: Language = 'zh-Hans';

  constructor(page: Page) {
    this.page = page;
  }

  /** Switches a terminal of a hall on. */
  static async open(page: Page, site = 'wenzhou'): Promise<Kiosk> {
    // Beside a test that fails, what the page itself had to say.
    page.on('pageerror', (error) => console.warn(`page: ${error.name} ${error.stack ?? error.message}`));
    awaitContent(page);
    await page.goto(`/kiosk/?site=${site}`);
    const kiosk = new Kiosk(page);
    await expect(kiosk.invitation).toBeVisible();
    return kiosk;
  }

  /** Switches it on, and waits until it is ready to be cut off from the hub. */
  static async openForOffline(page: Page, site = 'wenzhou'): Promise<Kiosk> {
    await Kiosk.open(page, site);
    return Kiosk.readyForOffline(page);
  }

  /** Waits until a terminal that is on is ready to be cut off from the hub. */
  static async readyForOffline(page: Page): Promise<Kiosk> {
    const kiosk = new Kiosk(page);
    // Its worker runs only when every file of the program is on the disk.
    await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated', undefined, {
      timeout: CONTENT_WITHIN_MS,
    });
    await kiosk.hasContent();
    return kiosk;
  }

  /** Waits until a new terminal has all content: until then a list may still grow under one's finger. */
  async hasContent(): Promise<void> {
    await contents.get(this.page);
  }

  /** The network card is the first to know: the terminal asks the hub now, and not with its next round. */
  async asksNow(): Promise<void> {
    await this.page.evaluate(() => dispatchEvent(new Event('online')));
  }

  /** Words of the catalogue in the language on the screen. */
  t(key: MessageKey, values?: MessageValues): string {
    return wordsFor(this.language).t(key, values);
  }

  /** A message whatever stands in its braces, anywhere in a text. */
  like(key: MessageKey): RegExp {
    const parts = wordsFor(this.language).t(key, {
      n: '{}',
      day: '{}',
      time: '{}',
      place: '{}',
      from: '{}',
      code: '{}',
    });
    return new RegExp(parts.split('{}').map(escape).join('.+?'), 'u');
  }

  get invitation(): Locator {
    return this.page.getByRole('button', { name: this.t('attract.begin') });
  }

  /** The screen without header and bar. */
  get main(): Locator {
    return this.page.getByRole('main');
  }

  get bar(): Locator {
    return this.page.getByRole('navigation', { name: this.t('bar.name') });
  }

  /** The header's word that the hub is out of reach. */
  get cutOff(): Locator {
    return this.header.getByText(this.t('header.offline'), { exact: true });
  }

  get header(): Locator {
    return this.page.getByRole('banner');
  }

  /** The element and not the role: what stands in a dialog is its element's, not its frame's. */
  get dialog(): Locator {
    return this.page.locator('linli-dialog');
  }

  /** A button of the screen, by its exact words. */
  button(name: string | RegExp): Locator {
    return this.main.getByRole('button', { name, exact: true });
  }

  /** Whether the hub answers this page. */
  hubAnswers(): Promise<boolean> {
    return this.page.evaluate(() =>
      fetch('/healthz', { cache: 'no-store' }).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
  }

  /** The row of a list that opens what is named. */
  row(name: string): Locator {
    return this.main.getByRole('listitem').getByRole('button', { name });
  }

  get heading(): Locator {
    return this.main.getByRole('heading', { level: 1 });
  }

  async seesHeading(
    key: MessageKey,
    { values, ...options }: { readonly timeout?: number; readonly values?: MessageValues } = {},
  ): Promise<void> {
    const name = this.t(key, values);
    await expect(this.main.getByRole('heading', { level: 1, name, exact: true })).toBeVisible(options);
  }

  async sees(text: string | RegExp, options: { readonly timeout?: number } = {}): Promise<void> {
    await expect(this.main.getByText(text).first()).toBeVisible(options);
  }

  async begin(language: Language = 'zh-Hans'): Promise<void> {
    if (language === 'en') {
      await this.page.getByRole('button', { name: this.t('attract.english'), exact: true }).click();
      this.language = 'en';
    } else await this.invitation.click();
    await this.seesHeading('home.heading');
  }

  async press(action: 'home' | 'back' | 'help' | 'larger' | 'other-language' | 'finish'): Promise<void> {
    await this.bar.getByRole('button', { name: this.t(`bar.${action}`), exact: true }).click();
  }

  async finish(): Promise<void> {
    await this.press('finish');
    this.language = 'zh-Hans';
    await expect(this.invitation).toBeVisible();
  }

  async goHome(): Promise<void> {
    const home = this.bar.getByRole('button', { name: this.t('bar.home'), exact: true });
    if (await home.isEnabled()) await home.click();
    await this.seesHeading('home.heading');
  }

  /** Touches a button of the home screen. */
  async choose(key: MessageKey): Promise<void> {
    await this.button(this.t(key)).click();
  }

  async openAllServices(): Promise<void> {
    await this.hasContent();
    await this.choose('home.all-services');
    await this.seesHeading('services.heading');
  }

  get searchField(): Locator {
    return this.main.getByRole('textbox', { name: this.t('search.label') });
  }

  get searchResults(): Locator {
    return this.main.getByRole('region', { name: this.t('search.results') }).getByRole('listitem');
  }

  /** Looks for something by the letters on the glass. */
  async searchByTouch(letters: string): Promise<void> {
    await this.choose('home.search');
    await this.seesHeading('search.heading');
    for (const letter of letters) await this.button(letter).click();
  }

  /** Looks for something and opens what is named. */
  async openService(letters: string, name: string): Promise<void> {
    await this.searchByTouch(letters);
    await this.searchResults.getByRole('button', { name }).first().click();
    await this.seesService(name);
  }

  async seesService(name: string): Promise<void> {
    await expect(this.main.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
  }

  /** From a service's screen to the days on offer; where there are several places, whichever is soonest. */
  async startBooking(): Promise<void> {
    await this.hasContent();
    await this.choose('service.book');
    if ((await this.#asked('book.which-day', 'book.which-place')) === 'book.which-place')
      await this.button(this.like('book.any-place')).click();
    await this.seesHeading('book.which-day');
  }

  /** From the first touch to the days on which a service is to be had. */
  async beginBooking(letters: string, name: string): Promise<void> {
    await this.begin();
    await this.openService(letters, name);
    await this.startBooking();
  }

  /** Picks a time that is full, to wait for it, and passes what is asked before the name. */
  async pickFull(day: number, time: string): Promise<void> {
    await this.days.nth(day).click();
    await this.main
      .getByRole('button', { name: time })
      .filter({ hasText: this.t('wait.possible') })
      .click();
    await this.passToWho();
  }

  /** The heading of a screen that asks one of these. */
  #question(...keys: readonly MessageKey[]): Locator {
    return this.main.getByRole('heading', {
      level: 1,
      name: new RegExp(`^(?:${keys.map((key) => escape(this.t(key))).join('|')})$`, 'u'),
    });
  }

  /** The word of the step one is at. */
  get step(): Locator {
    return this.main.locator('linli-steps [aria-current=step]');
  }

  /** The timer of a place that is kept. */
  get holdTimer(): Locator {
    return this.main.getByRole('timer', { name: this.t('hold.label') });
  }

  /** What a service asks between the time and the name: once, nothing besides, and the first of each choice. */
  async passToWho(): Promise<void> {
    for (;;) {
      const asked = await this.#asked(
        'repeat.question',
        'people.question',
        'also.question',
        'book.who',
        'book.confirm',
        undefined,
      );
      if (asked === 'book.who' || asked === 'book.confirm') return;
      if (asked === undefined) await this.#chooseFirst();
      else {
        if (asked === 'repeat.question') await this.choose('repeat.only-this');
        else if (asked === 'people.question') await this.button(this.t('people.n', { n: 1 })).click();
        else await this.choose('also.none');
        await expect(this.#question(asked)).toBeHidden();
      }
    }
  }

  /**
   * Waits for a screen that asks one of these, and reads the screen once: it may change between two looks.
   * @param keys undefined stands for a choice of the service's own
   * @returns which of them
   */
  async #asked<Key extends MessageKey | undefined>(...keys: readonly Key[]): Promise<Key> {
    let found: Key | undefined;
    await expect(async () => {
      const heading = ((await this.heading.first().textContent({ timeout: LOOK_MS })) ?? '').trim();
      found = keys.find((key) => key !== undefined && heading === this.t(key));
      if (found !== undefined) return;
      expect(keys, `unexpected: ${heading}`).toContain(undefined);
      await expect(this.step).toContainText(this.t('book.step.choices'), { timeout: LOOK_MS });
    }).toPass({ timeout: SCREEN_WITHIN_MS, intervals: [50, 100, 250] });
    return found as Key;
  }

  /** Answers a choice of the service's own with what stands first. */
  async #chooseFirst(): Promise<void> {
    const options = this.main.locator('linli-options').getByRole('group');
    const asked = (await options.getAttribute('aria-label')) ?? '';
    await options.getByRole('button').first().click();
    await expect(this.main.getByRole('group', { name: asked, exact: true })).toBeHidden();
  }

  get days(): Locator {
    return this.main.getByRole('button', { name: this.like('book.free-times') });
  }

  get freeTimes(): Locator {
    return this.main.getByRole('button', { name: this.like('book.places-left') });
  }

  /** Picks a day and a time, and passes what is asked before the name. @returns the words of the time picked */
  async chooseTime(wish: Wish = {}): Promise<string> {
    const words = await this.pickTime(wish);
    await this.passToWho();
    return words;
  }

  /** Picks a day and a time, and stays on the screen that follows. @returns the words of the time picked */
  async pickTime({ day, time }: Wish = {}): Promise<string> {
    await expect(this.days.first()).toBeVisible();
    await (await this.#dayOf(day)).click();
    await this.seesHeading('book.which-time');
    const words = time ?? (await this.timeAt(FREE_ENOUGH - 1));
    await this.main.getByRole('button', { name: words }).click();
    return words;
  }

  /**
   * The words of a time that is free, from 0; the last one where there are fewer. The next slot may begin while a test is at
   * it, and the list moves up: a time is touched by its words.
   */
  async timeAt(nth: number): Promise<string> {
    await expect(this.freeTimes.first()).toBeVisible();
    const wanted = this.freeTimes.nth(Math.min(nth + 1, await this.freeTimes.count()) - 1);
    return TIME.exec((await wanted.textContent()) ?? '')?.[0] ?? '';
  }

  /** Without a wish: the first day that still has times enough. */
  async #dayOf(day: number | undefined): Promise<Locator> {
    if (day !== undefined) return this.days.nth(day);
    const count = Number(
      /\d+/u.exec((await this.days.first().getByText(this.like('book.free-times')).textContent()) ?? '')?.[0],
    );
    return this.days.nth(count >= FREE_ENOUGH ? 0 : 1);
  }

  /** Says how one is called, and a phone where it is asked for. */
  async sayWho({ surname, title = 'who.ms', phone }: Wish): Promise<void> {
    await this.passToWho();
    await this.seesHeading('book.who');
    if (surname !== undefined) {
      await this.button(surname).click();
      await this.button(this.t(title)).click();
    }
    if (phone !== undefined) {
      await this.main.getByRole('textbox', { name: this.t('who.phone-optional') }).click();
      for (const digit of phone) await this.button(digit).click();
    }
    await this.button(
      this.t(surname === undefined && phone === undefined ? 'who.nobody' : 'who.next'),
    ).click();
    await this.seesHeading('book.confirm');
  }

  get confirmButton(): Locator {
    return this.button(this.t('book.yes'));
  }

  /** From a service's screen to the confirming touch. @returns the words of the time */
  async book(wish: Wish = {}): Promise<string> {
    await this.startBooking();
    const time = await this.chooseTime(wish);
    await this.sayWho(wish);
    await this.confirmButton.click();
    return time;
  }

  /** A whole visit: finds the service, books, reads the code. The pass stays on the screen. */
  async bookAndRead(
    letters: string,
    name: string,
    wish: Wish = {},
  ): Promise<{ readonly code: string; readonly time: string }> {
    await this.openService(letters, name);
    const time = await this.book(wish);
    await this.seesHeading('book.confirmed');
    return { code: await this.readCode(), time };
  }

  /** The nine digits on the screen, without blanks. */
  async readCode(): Promise<string> {
    const text = await this.main.getByText(NINE_DIGITS).first().textContent();
    return (text ?? '').replaceAll(' ', '');
  }

  /** How many places the screen of times says are left, by the words of the time. */
  async placesLeft(time: string): Promise<number> {
    const words = (await this.main.getByRole('button', { name: time }).textContent()) ?? '';
    return Number(/\d+/u.exec(this.like('book.places-left').exec(words)?.[0] ?? '')?.[0]);
  }

  /** From home: types a code where one checks in, or where one looks after a booking. */
  async enterCode(code: string, where: 'home.check-in' | 'home.my-booking'): Promise<void> {
    await this.hasContent();
    await this.choose(where);
    await this.choose('arrival.type');
    await expect(this.main.getByRole('textbox', { name: this.t('arrival.code') })).toBeVisible();
    for (const digit of code) await this.button(digit).click();
  }

  checkInByCode(code: string): Promise<void> {
    return this.enterCode(code, 'home.check-in');
  }

  lookUpBooking(code: string): Promise<void> {
    return this.enterCode(code, 'home.my-booking');
  }

  /** A hand scanner that is connected as a keyboard: fast keys and Enter. A terminal judges by what it has heard. */
  async scanByHand(text: string): Promise<void> {
    await this.hasContent();
    await scanByKeys(this.page, text);
  }
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
}
