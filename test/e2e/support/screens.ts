import { expect } from '@playwright/test';
import type { Kiosk } from './kiosk.ts';

/** One screen of the terminal: how a person gets there from home. */
export interface ScreenVisit {
  readonly name: string;
  /** Of the few that are looked at on a lying screen, too. */
  readonly main?: true;
  readonly go: (kiosk: Kiosk) => Promise<void>;
}

/** Something to look for, and a service that is found by it, in either language. */
const WORDS = {
  'zh-Hans': { letters: 'zhucan', service: '老年助餐', place: '老年食堂', notice: '没有网络也能用' },
  en: {
    letters: 'meal',
    service: 'Meals for elders',
    place: /canteen/iu,
    notice: 'It works without a network',
  },
} as const;

const openMeal = async (kiosk: Kiosk): Promise<void> => {
  const { letters, service } = WORDS[kiosk.language];
  await kiosk.openService(letters, service);
};

/** Up to "confirm" without a name: family names to touch are there in Chinese alone. */
const confirm = async (kiosk: Kiosk): Promise<void> => {
  await openMeal(kiosk);
  await kiosk.startBooking();
  await kiosk.chooseTime();
  await kiosk.sayWho({});
};

const book = async (kiosk: Kiosk): Promise<void> => {
  await confirm(kiosk);
  await kiosk.confirmButton.click();
  await kiosk.seesHeading('book.confirmed');
};

const manage = async (kiosk: Kiosk): Promise<void> => {
  await book(kiosk);
  const code = await kiosk.readCode();
  await kiosk.goHome();
  await kiosk.lookUpBooking(code);
  await kiosk.seesHeading('manage.confirmed');
};

/** Every screen a person can come to while the hub answers. Each is reached from home. */
export const SCREENS: readonly ScreenVisit[] = [
  { name: 'home', main: true, go: () => Promise.resolve() },
  {
    name: 'services',
    main: true,
    go: async (kiosk) => {
      await kiosk.openAllServices();
      await expect(kiosk.main.getByRole('listitem').first()).toBeVisible();
    },
  },
  {
    name: 'services with filters',
    go: async (kiosk) => {
      await kiosk.openAllServices();
      await kiosk.choose('services.by-category');
      await expect(
        kiosk.main.getByRole('group', { name: kiosk.t('services.by-category'), exact: true }),
      ).toBeVisible();
    },
  },
  { name: 'search, empty', main: true, go: (kiosk) => kiosk.searchByTouch('') },
  {
    name: 'search, results',
    go: async (kiosk) => {
      await kiosk.searchByTouch(WORDS[kiosk.language].letters);
      await expect(kiosk.searchResults.first()).toBeVisible();
    },
  },
  {
    name: 'search, nothing found',
    go: async (kiosk) => {
      await kiosk.searchByTouch('qqqqxxxx');
      await kiosk.sees(kiosk.t('search.none', { query: 'qqqqxxxx' }));
    },
  },
  { name: 'service', main: true, go: openMeal },
  {
    name: 'places',
    go: async (kiosk) => {
      await kiosk.choose('home.places');
      await expect(kiosk.main.getByRole('listitem').first()).toBeVisible();
    },
  },
  {
    name: 'place',
    go: async (kiosk) => {
      await kiosk.choose('home.places');
      await kiosk.main
        .getByRole('listitem')
        .getByRole('button', { name: WORDS[kiosk.language].place })
        .first()
        .click();
      await expect(kiosk.main.getByRole('term').first()).toBeVisible();
    },
  },
  {
    name: 'notices',
    go: async (kiosk) => {
      await kiosk.choose('home.notices');
      await expect(kiosk.main.getByRole('listitem').first()).toBeVisible();
    },
  },
  {
    name: 'notice',
    go: async (kiosk) => {
      await kiosk.choose('home.notices');
      await kiosk.row(WORDS[kiosk.language].notice).click();
      await kiosk.seesService(WORDS[kiosk.language].notice);
    },
  },
  {
    name: 'figures in pictures',
    go: async (kiosk) => {
      await kiosk.choose('home.indicators');
      await expect(kiosk.main.getByRole('listitem').first()).toBeVisible();
    },
  },
  {
    name: 'figures in a table',
    go: async (kiosk) => {
      await kiosk.choose('home.indicators');
      await kiosk.button(kiosk.t('indicators.table')).click();
      await expect(kiosk.main.getByRole('table')).toBeVisible();
    },
  },
  {
    name: 'booking, day',
    main: true,
    go: async (kiosk) => {
      await openMeal(kiosk);
      await kiosk.startBooking();
      await expect(kiosk.days.first()).toBeVisible();
    },
  },
  {
    name: 'booking, time',
    go: async (kiosk) => {
      await openMeal(kiosk);
      await kiosk.startBooking();
      await kiosk.days.nth(1).click();
      await expect(kiosk.freeTimes.first()).toBeVisible();
    },
  },
  {
    name: 'booking, who',
    main: true,
    go: async (kiosk) => {
      await openMeal(kiosk);
      await kiosk.startBooking();
      await kiosk.chooseTime();
      await kiosk.main.getByRole('textbox', { name: kiosk.t('who.name-optional') }).click();
      await expect(kiosk.button(kiosk.t('key.delete'))).toBeVisible();
    },
  },
  { name: 'booking, confirm', go: confirm },
  { name: 'booking, pass', main: true, go: book },
  {
    name: 'booking, calendar',
    go: async (kiosk) => {
      await book(kiosk);
      await kiosk.choose('pass.calendar');
      await expect(kiosk.dialog.getByRole('link')).toBeVisible();
    },
  },
  {
    name: 'arrival, scan',
    main: true,
    go: async (kiosk) => {
      await kiosk.choose('home.check-in');
      await expect(kiosk.button(kiosk.t('arrival.type'))).toBeVisible();
    },
  },
  {
    name: 'arrival, type',
    go: async (kiosk) => {
      await kiosk.choose('home.check-in');
      await kiosk.choose('arrival.type');
      await expect(kiosk.button('5')).toBeVisible();
    },
  },
  {
    name: 'arrival, verdict',
    go: async (kiosk) => {
      await kiosk.checkInByCode('100000001');
      await kiosk.seesHeading('verdict.unknown-code');
    },
  },
  { name: 'my booking', go: manage },
  {
    name: 'my booking, cancel',
    go: async (kiosk) => {
      await manage(kiosk);
      await kiosk.choose('manage.cancel');
      await kiosk.seesHeading('manage.cancel-sure');
    },
  },
  {
    name: 'help',
    main: true,
    go: async (kiosk) => {
      await kiosk.press('help');
      await kiosk.seesHeading('help.heading');
    },
  },
  {
    name: 'broken',
    go: async (kiosk) => {
      await kiosk.page.evaluate(() => {
        setTimeout(() => {
          throw new Error('made by the test');
        });
      });
      await kiosk.sees(kiosk.t('broken.heading'));
    },
  },
];
