import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { releasesDeskZh } from '../../access/messages/releases-desk.ts';
import type { StaffClient } from '../../api/staff-client.ts';
import { fail, ok } from '../../model/result.ts';
import type { ContentCheck, ContentDiff, ContentFault } from '../../model/schema/staff-content.ts';
import type { Publication, ReleasesPage, Rollout } from '../../model/schema/staff-releases.ts';
import type { StaffSession, StaffSite } from '../../model/schema/staff.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { staffWords } from '../shell/words.ts';
import type { ReleasesDesk } from './releases-desk.ts';
import './releases-desk.ts';

const now = '2026-11-23T01:00:00.000Z';
const releases: ReleasesPage['releases'] = [
  { number: 2, at: now, by: '王小明', source: 'console', state: 'live', documents: 1, kept: true },
  { number: 1, at: now, source: 'folder', state: 'past', documents: 90, kept: true },
];
const page: ReleasesPage = { now, home: 'console', live: 2, publications: [], releases, more: false };
const running: Rollout = {
  release: 3,
  state: 'running',
  to: { kind: 'terminals', ids: ['a'] },
  watchMinutes: 10,
  silenceMinutes: 15,
  haltErrors: 3,
  startedAt: now,
  startedBy: '王小明',
  members: [{ id: 'a', name: '大厅一号', use: 'kiosk', seenAt: now, errors: 2, silent: false }],
  errors: [{ terminal: '大厅一号', at: now, code: 'view-failed', place: 'notices' }],
  errorCount: 2,
  others: 9,
};
const diff: ContentDiff = {
  version: 7,
  live: { number: 2, at: now },
  entries: [
    {
      role: 'notices',
      id: 'spring',
      title: { zh: '春节安排' },
      state: 'changed',
      changes: [
        { path: 'title.zh', at: ['title', 'zh'], kind: 'changed', before: '旧的', after: '春节安排' },
      ],
    },
  ],
  total: 1,
};
const fault: ContentFault = {
  role: 'notices',
  id: 'spring',
  path: 'title.zh',
  title: { zh: '春节安排' },
  problem: 'too long',
  mend: 'make it shorter',
  zh: { problem: '太长了', mend: '写短一点' },
};
const clean: ContentCheck = { version: 7, faults: [], warnings: [] };

interface Answers {
  readonly page?: ReleasesPage;
  readonly check?: ContentCheck;
  readonly publish?: Publication | string;
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** The desk at one of its pages, with a hub that answers as told, and what it was asked. */
async function desk(below: readonly string[], answers: Answers = {}) {
  const asked: Asked[] = [];
  const gone: (readonly string[])[] = [];
  const answer = (method: string, path: string): unknown => {
    if (path.includes('/content/diff')) return ok(diff);
    if (path.includes('/content/check')) return ok(answers.check ?? clean);
    if (path.endsWith('/audience')) return ok({ terminals: [], usual: [] });
    if (method === 'POST' && path.endsWith('/releases'))
      return typeof answers.publish === 'string'
        ? fail({ kind: 'refused', status: 409, problem: { code: answers.publish } })
        : ok(answers.publish);
    if (path.endsWith('/halt')) return ok({ release: releases[0] });
    if (path.endsWith('/roll-back'))
      return ok({ id: 'x', state: 'done', stage: 'times', askedAt: now, to: { kind: 'all' }, release: 3 });
    return ok(answers.page ?? page);
  };
  const call = (async (method: string, path: string, body: unknown) => {
    asked.push({ method, path, body });
    return answer(method, path);
  }) as unknown as StaffClient['call'];
  const staff = {
    client: { call },
    session: {} as StaffSession,
    words: staffWords('zh-Hans', 'Asia/Shanghai'),
    site: {
      id: 'hall',
      name: { zh: '站点' },
      timeZone: 'Asia/Shanghai',
      roles: ['editor', 'publisher'],
    } as unknown as StaffSite,
    below,
    go: (...to: readonly string[]) => gone.push(to),
  } as unknown as StaffContext;
  const element = await fixture<ReleasesDesk>(
    html`<linli-releases-desk .staff=${staff}></linli-releases-desk>`,
  );
  const shown = () =>
    element.shadowRoot?.querySelector('linli-publish-page, linli-releases-overview')?.shadowRoot;
  const has = (text: string) => waitUntil(() => shown()?.textContent.includes(text), text);
  const press = (text: string) => {
    const button = [...(shown()?.querySelectorAll('button') ?? [])].find(
      (one) => one.textContent.trim() === text,
    );
    if (!button) throw new Error(`no button ${text}`);
    button.click();
  };
  return { element, asked, gone, shown, has, press };
}

const zh = (
  key: keyof typeof releasesDeskZh,
  values: Readonly<Record<string, string | number>> = {},
): string => releasesDeskZh[key].replace(/\{(\w+)\}/gu, (_brace, name: string) => String(values[name] ?? ''));

describe('linli-releases-desk', () => {
  beforeEach(() => sessionStorage.clear());

  it('shows what changes and publishes exactly the draft that was looked at', async () => {
    const became: Publication = {
      id: 'x',
      state: 'done',
      stage: 'times',
      askedAt: now,
      to: { kind: 'all' },
      release: 3,
    };
    const { has, press, asked, gone, element } = await desk(['new'], { publish: became });
    await has('春节安排');
    await has('旧的');
    await has(zh('new.check.good'));
    press(zh('do.publish.all'));
    await waitUntil(() => gone.length === 1, 'leaves the page');
    const wish = asked.find(({ method, path }) => method === 'POST' && path.endsWith('/releases'))?.body;
    expect(wish).to.include({ version: 7 });
    expect((wish as { to: unknown }).to).to.deep.equal({ kind: 'all' });
    expect(element.shadowRoot?.textContent).to.contain(zh('said.done', { n: 3 }));
  });

  it('a fault stands in the way, in words, and leads to its entry', async () => {
    const { has, shown } = await desk(['new'], { check: { ...clean, faults: [fault] } });
    await has('太长了');
    expect(shown()?.querySelector('a[href="/staff/hall/content/notices/spring/"]')).to.exist;
    expect(shown()?.querySelector('button.primary')).to.equal(null);
  });

  it('a warning is asked about once', async () => {
    const { has, shown } = await desk(['new'], { check: { ...clean, warnings: [fault] } });
    await has(zh('do.publish.unread'));
    const button = () => shown()?.querySelector<HTMLButtonElement>('button.primary');
    expect(button()?.disabled).to.equal(true);
    shown()?.querySelector<HTMLInputElement>('label.check input')?.click();
    await waitUntil(() => button()?.disabled === false, 'may be published');
  });

  it('says that the draft moved on, and shows it anew', async () => {
    const { has, press, asked } = await desk(['new'], { publish: 'release.stale' });
    await has(zh('new.check.good'));
    const looks = () => asked.filter(({ path }) => path.includes('/content/diff')).length;
    const before = looks();
    press(zh('do.publish.all'));
    await has(zh('error.release.stale'));
    expect(looks()).to.be.greaterThan(before);
  });

  it('tells how a rollout goes, and takes it back after one question', async () => {
    const { has, press, asked, shown, element } = await desk([], { page: { ...page, rollout: running } });
    await has(zh('rollout.errors', { n: 2, most: 3 }));
    await has(zh('rollout.held'));
    press(zh('rollout.halt'));
    await has(zh('ask.halt', { n: 1 }));
    expect(asked.some(({ path }) => path.endsWith('/halt'))).to.equal(false);
    shown()?.querySelector<HTMLElement>('wa-dialog button.danger')?.click();
    await waitUntil(() => asked.some(({ path }) => path.endsWith('/releases/3/halt')), 'is asked for');
    await waitUntil(() => element.shadowRoot?.textContent.includes(zh('said.halted', { n: 3 })), 'is said');
    await expect(element).to.be.accessible();
  });

  it('goes back to an earlier release from the history', async () => {
    const { has, press, asked, shown } = await desk([]);
    await has(zh('history.back'));
    press(zh('history.back'));
    await has(zh('ask.back.heading', { n: 1 }).slice(0, 2));
    shown()?.querySelector<HTMLElement>('wa-dialog button.danger')?.click();
    await waitUntil(() => asked.some(({ path }) => path.endsWith('/releases/1/roll-back')), 'is asked for');
  });
});
