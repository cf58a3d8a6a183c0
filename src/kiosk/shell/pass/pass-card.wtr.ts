import { expect, fixture, html } from '@open-wc/testing';
import { overflowing, setTextScale, upright } from '../../../../components/testing/measure.ts';
import { clockwork } from '../../../access/format.ts';
import '../../../access/messages/booking.ts';
import '../../../access/messages/rest.ts';
import { readableText } from '../../../access/read-aloud.ts';
import { wordsFor } from '../../../access/say.ts';
import type { BookingCode, Slot } from '../../../model/schema/booking.ts';
import type { Place } from '../../../model/schema/place.ts';
import type { Service } from '../../../model/schema/service.ts';
import type { Site } from '../../../model/schema/site.ts';
import type { Terminal } from '../terminal.ts';
import './pass-card.ts';
import type { PassCard } from './pass-card.ts';
import type { PassDetails } from './pass-details.ts';

const site = { id: 'demo', hall: { zh: '示例社区服务中心' }, timeZone: 'Asia/Shanghai' } as unknown as Site;
const terminal = {
  site,
  words: wordsFor('zh-Hans'),
  clock: clockwork('zh-Hans', site.timeZone),
  sync: { state: 'online' },
  runtime: undefined,
} as Terminal;

const slotOn = (day: number): Slot =>
  ({
    id: `meal.202611${day}T1130`,
    service: 'meal',
    startsAt: `2026-11-${day}T03:30:00Z`,
    endsAt: `2026-11-${day}T04:00:00Z`,
    demo: false,
  }) as unknown as Slot;

const service = {
  name: { zh: '老年助餐' },
  questions: [
    {
      id: 'dish',
      label: { zh: '菜' },
      options: [
        { id: 'fish', label: { zh: '清蒸鱼' }, asks: [] },
        { id: 'home', label: { zh: '送到家' }, asks: ['address'] },
      ],
    },
  ],
} as unknown as Service;

const details: PassDetails = {
  booking: '0123456789ab',
  code: '123456789' as BookingCode,
  pass: 'A'.repeat(140),
  slot: slotOn(23),
  service,
  place: { name: { zh: '老年食堂' } } as unknown as Place,
};

const card = (more: Partial<PassDetails>) =>
  fixture<PassCard>(
    html`<linli-pass-card .terminal=${terminal} .details=${{ ...details, ...more }}></linli-pass-card>`,
  );
const codes = (element: PassCard) =>
  [...(element.shadowRoot?.querySelectorAll('linli-qr') ?? [])].map(({ label }) => label);
const labels = (element: PassCard) =>
  [...(element.shadowRoot?.querySelectorAll('linli-button') ?? [])].map(({ label }) => label);

describe('linli-pass-card', () => {
  before(upright);
  afterEach(() => setTextScale());

  it('has two codes with names of their own: one to check in with, one for the phone', async () => {
    const element = await card({});
    expect(codes(element)).to.deep.equal(['预约码', '手机码']);
    expect(readableText(element)).to.contain('签到扫这个码');
    await expect(element).to.be.accessible();
  });

  it('has no code for the phone without a pass', async () => {
    const { pass: _pass, ...without } = details;
    expect(codes(await card({ ...without, pass: undefined }))).to.deep.equal(['申请码']);
  });

  it('of a booking looked up by its digits is no request', async () => {
    const element = await card({ pass: undefined, standing: 'confirmed' });
    expect(readableText(element)).to.contain('预约数字');
    expect(readableText(element)).not.to.contain('申请');
  });

  it('says what was chosen, that another booked it, and the days it stands for', async () => {
    const element = await card({
      choices: { dish: 'fish' },
      helped: true,
      row: [slotOn(23), slotOn(24)],
    });
    const text = readableText(element);
    expect(text).to.contain('菜：清蒸鱼');
    expect(text).to.contain('别人代您约的');
    expect(text).to.contain('一共 2 次，都用这一张：11月23日、11月24日');
  });

  it('of what is brought sends nobody anywhere', async () => {
    const text = readableText(await card({ choices: { dish: 'home' } }));
    expect(text).to.contain('菜：送到家');
    expect(text).to.contain('不用来取，请在家等');
    expect(text).not.to.contain('老年食堂');
    expect(text).not.to.contain('签到扫这个码');
  });

  it('of a visit with an earlier matter says when the visit begins, and what comes when', async () => {
    const before = { ...slotOn(23), startsAt: '2026-11-23T03:00:00Z', endsAt: '2026-11-23T03:30:00Z' };
    const other = { name: { zh: '社会保障' }, questions: [] } as unknown as Service;
    const text = readableText(await card({ also: [{ slot: before, service: other }] }));
    expect(text).to.contain('11:00–12:00');
    expect(text).to.match(/11:00–11:30 社会保障.*11:30–12:00 老年助餐/su);
  });

  for (const standing of ['waiting', 'withdrawn'] as const)
    it(`that is ${standing} says so first, and goes into no calendar`, async () => {
      const element = await card({ standing });
      const first = element.shadowRoot?.querySelector('.what')?.firstElementChild;
      expect(first?.classList.contains('state')).to.equal(true);
      expect(labels(element)).not.to.contain('存到手机日历');
      await expect(element).to.be.accessible();
    });

  for (const scale of [1, 3.2])
    it(`stays within its box with text at ${scale}`, async () => {
      setTextScale(scale);
      const element = await card({ helped: true, row: [slotOn(23), slotOn(24)] });
      element.style.width = '1000px';
      await element.updateComplete;
      expect(overflowing(element)).to.deep.equal([]);
    });
});
