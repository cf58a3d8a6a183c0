import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { buildIndex, createIndexBuilder, type Matched, search, type SearchEntry } from './search.ts';

/** Characters with their reading; 住 and 助 sound alike, 食 事 市 too. */
const READINGS: Readonly<Record<string, string>> = {
  ...{
    老: 'lao',
    年: 'nian',
    助: 'zhu',
    住: 'zhu',
    餐: 'can',
    人: 'ren',
    办: 'ban',
    理: 'li',
    食: 'shi',
    事: 'shi',
  },
  ...{
    市: 'shi',
    书: 'shu',
    室: 'shi',
    上: 'shang',
    门: 'men',
    护: 'hu',
    康: 'kang',
    复: 'fu',
    法: 'fa',
    律: 'lü',
  },
  ...{
    援: 'yuan',
    心: 'xin',
    疏: 'shu',
    导: 'dao',
    志: 'zhi',
    愿: 'yuan',
    者: 'zhe',
    注: 'zhu',
    册: 'ce',
    生: 'sheng',
  },
  ...{
    政: 'zheng',
    策: 'ce',
    咨: 'zi',
    询: 'xun',
    信: 'xin',
    息: 'xi',
    堂: 'tang',
    托: 'tuo',
    育: 'yu',
    安: 'an',
  },
};
const pinyinOf = (words: string): string =>
  Array.from(words, (character) => READINGS[character] ?? '').join(' ');

const entryOf = (id: string, zh: string, rest: Partial<SearchEntry> & { en?: string } = {}): SearchEntry => {
  const aliases = rest.aliases ?? [];
  return {
    id,
    name: rest.en === undefined ? { zh } : { zh, en: rest.en },
    aliases,
    pinyin: [zh, ...aliases].map(pinyinOf),
    ...(rest.text === undefined ? {} : { text: rest.text }),
  };
};

const hall = buildIndex([
  entryOf('consult', '政策信息咨询', { en: 'policy information' }),
  entryOf('meal', '老年助餐', { en: 'elder meals', aliases: ['食堂'], text: '给老人送餐,也可堂食。' }),
  entryOf('nursing', '上门护理', { en: 'home nursing' }),
  entryOf('volunteer', '志愿者注册', { en: 'volunteer registration' }),
  entryOf('law', '法律援助', { en: 'legal aid' }),
  entryOf('mind', '心理疏导', { en: 'counselling' }),
  entryOf('rehab', '康复', { en: 'rehabilitation', text: '在康复室,请带身份证。' }),
  entryOf('nursery', '托育', { aliases: ['4050人', 'nursery'] }),
]);
const find = (query: string, limit = 5) => search(hall, query, { limit });
const ids = (query: string, limit = 5) => find(query, limit).map((hit) => hit.id);

describe('search', () => {
  const found: readonly (readonly [query: string, id: string, matched: Matched])[] = [
    ['老年助餐', 'meal', 'name'],
    ['老年', 'meal', 'name'],
    ['助餐', 'meal', 'name'],
    ['zhucan', 'meal', 'pinyin'],
    ['zhu can', 'meal', 'pinyin'],
    ['zhù cān', 'meal', 'pinyin'],
    ['ZHUCAN', 'meal', 'pinyin'],
    ['laonianzhucan', 'meal', 'pinyin'],
    ['zhuc', 'meal', 'pinyin'],
    ['lnzc', 'meal', 'initials'],
    ['lnz', 'meal', 'initials'],
    ['zhu餐', 'meal', 'pinyin'],
    ['老nian', 'meal', 'pinyin'],
    ['laonzc', 'meal', 'pinyin'],
    ['meal', 'meal', 'name'],
    ['elder meals', 'meal', 'name'],
    ['食堂', 'meal', 'alias'],
    ['shitang', 'meal', 'alias'],
    ['堂食', 'meal', 'text'],
    ['4050人', 'nursery', 'alias'],
    ['falv', 'law', 'pinyin'],
    ['falü', 'law', 'pinyin'],
    ['老人餐', 'meal', 'near'],
    ['老年住餐', 'meal', 'near'],
    ['zhucam', 'meal', 'near'],
    ['zhcuan', 'meal', 'near'],
    ['zhuccan', 'meal', 'near'],
    ['sangmen', 'nursing', 'near'],
    ['laolianzucan', 'meal', 'near'],
  ];
  for (const [query, id, matched] of found)
    it(`finds ${id} by 「${query}」 (${matched})`, () => {
      const [first] = find(query);
      assert.equal(first?.id, id);
      assert.equal(first.matched, matched);
    });

  it('finds a name of the same sound in other characters', () => {
    // 住 is known from the second entry.
    const index = buildIndex([entryOf('meal', '老年助餐'), entryOf('stay', '老人住室')]);
    assert.deepEqual(
      search(index, '住餐', { limit: 3 }).map(({ id, matched }) => [id, matched]),
      [['meal', 'near']],
    );
  });

  it('takes a confusion of sounds for less than a slip', () => {
    const index = buildIndex([entryOf('slip', '室心'), entryOf('alike', '上门')]);
    // sanmen: shangmen by two confusions
    assert.equal(search(index, 'sanmen', { limit: 2 })[0]?.id, 'alike');
  });

  it('does not put two characters together from different names', () => {
    const index = buildIndex([entryOf('apart', '法律', { aliases: ['援助'] }), entryOf('one', '法律援助')]);
    assert.deepEqual(
      search(index, '法援', { limit: 3 }).map((hit) => hit.id),
      ['one'],
    );
  });

  it('puts initials that begin a name before initials inside one', () => {
    assert.deepEqual(ids('zc').slice(0, 2), ['consult', 'meal']);
  });

  it('ranks name, beginning, initials, pinyin, inside, alias, text', () => {
    const index = buildIndex([
      entryOf('text', '书室', { text: '这里办理' }),
      entryOf('alias', '书门', { aliases: ['办理'] }),
      entryOf('inside', '上办理'),
      entryOf('beginning', '办理室'),
      entryOf('whole', '办理'),
    ]);
    const order = search(index, '办理', { limit: 9 });
    assert.deepEqual(
      order.map((hit) => hit.id),
      ['whole', 'beginning', 'inside', 'alias', 'text'],
    );
  });

  it('keeps the order of the entries between equals', () => {
    const index = buildIndex(['c', 'a', 'b'].map((id) => entryOf(id, '办理室')));
    assert.deepEqual(
      search(index, 'banli', { limit: 2 }).map((hit) => hit.id),
      ['c', 'a'],
    );
  });

  it('takes short queries as typed', () => {
    for (const query of ['zw', 'xc', '住', '餐具', 'qq', 'qz']) assert.deepEqual(ids(query), [], query);
  });

  it('finds nothing for nothing, and for what nobody offers', () => {
    for (const query of ['', '  ', '。,!', 'qqqqqqq', '鑫鑫鑫', '😀'])
      assert.deepEqual(ids(query), [], query);
    assert.deepEqual(search(hall, '助餐', { limit: 0 }), []);
    assert.deepEqual(search(buildIndex([]), '助餐', { limit: 3 }), []);
  });

  it('reads no more than 64 characters', () => {
    const long = 'laonianzhucan'.padEnd(64, ' ');
    assert.equal(ids(`${long}${'x'.repeat(100_000)}`)[0], 'meal');
  });

  it('finds a name whose pinyin does not fit it, by either', () => {
    const index = buildIndex([{ id: 'odd', name: { zh: '办理室' }, aliases: [], pinyin: ['ban li'] }]);
    for (const query of ['理室', 'banli', 'bl'])
      assert.equal(search(index, query, { limit: 1 })[0]?.id, 'odd');
  });
});

const characters = Object.keys(READINGS);
const word = fc
  .array(fc.constantFrom(...characters), { minLength: 2, maxLength: 6 })
  .map((all) => all.join(''));
const corpus = fc
  .array(fc.record({ zh: word, aliases: fc.array(word, { maxLength: 2 }) }), { minLength: 1, maxLength: 12 })
  .map((all) => all.map(({ zh, aliases }, number) => entryOf(`e${number}`, zh, { aliases })));
const plain = (pinyin: string): string => pinyin.replaceAll('ü', 'u').replaceAll(' ', '');
const initials = (pinyin: string): string => pinyin.replaceAll(/(\w|ü)\S*\s?/gu, '$1');

/** Every single edit of a text. */
const edited = (text: string): fc.Arbitrary<string> =>
  fc
    .record({
      at: fc.nat(text.length - 1),
      kind: fc.constantFrom('drop', 'add', 'swap', 'replace'),
      letter: fc.constantFrom(...Array.from('abcdefghijklmnopqrstuwxyz')),
    })
    .map(({ at, kind, letter }) => {
      const [before, after] = [text.slice(0, at), text.slice(at + 1)];
      if (kind === 'drop') return before + after;
      if (kind === 'add') return before + letter + text.slice(at);
      if (kind === 'replace') return before + letter + after;
      return before + after.slice(0, 1) + text.charAt(at) + after.slice(1);
    });

describe('search, over made corpora', () => {
  it('finds every entry by its name, its pinyin and its initials', () => {
    fc.assert(
      fc.property(corpus, (entries) => {
        const index = buildIndex(entries);
        for (const { id, name, pinyin } of entries)
          for (const query of [name.zh, pinyin[0] ?? '', plain(pinyin[0] ?? ''), initials(pinyin[0] ?? '')])
            assert.ok(
              search(index, query, { limit: entries.length }).some((hit) => hit.id === id),
              `${name.zh} by ${query}`,
            );
      }),
    );
  });

  it('finds a name in spite of one slip in its pinyin', () => {
    const slip = corpus.chain((entries) => {
      const sound = plain(entries[0]?.pinyin[0] ?? '');
      return fc.record({ entries: fc.constant(entries), query: edited(sound) });
    });
    fc.assert(
      fc.property(slip, ({ entries, query }) => {
        const hits = search(buildIndex(entries), query, { limit: entries.length });
        const found = hits.some((hit) => hit.id === 'e0');
        // So few letters are taken as typed where something begins with them.
        const taken = query.length < 5 && hits.length > 0;
        fc.pre(plain(entries[0]?.pinyin[0] ?? '').length >= 5);
        assert.ok(found || taken, `${entries[0]?.name.zh} by ${query}`);
      }),
      { numRuns: 400 },
    );
  });

  it('ranks characters as a plain comparison does', () => {
    fc.assert(
      fc.property(corpus, word, fc.nat(4), (entries, made, cut) => {
        const query = made.slice(0, cut + 1);
        const expected = entries
          .map(({ id, name, aliases }) => {
            if (name.zh === query) return [id, 10];
            if (name.zh.startsWith(query)) return [id, 9];
            if (name.zh.includes(query)) return [id, 6];
            return [id, aliases.some((alias) => alias.includes(query)) ? 5 : 0];
          })
          .filter(([, rank]) => rank !== 0);
        const hits = search(buildIndex(entries), query, { limit: entries.length });
        const direct = hits.filter((hit) => hit.score >= 5).map((hit) => [hit.id, Math.floor(hit.score)]);
        const byRank = (a: unknown[], b: unknown[]) =>
          Number(b[1]) - Number(a[1]) || (String(a[0]) < String(b[0]) ? -1 : 1);
        assert.deepEqual(direct.sort(byRank), expected.sort(byRank));
      }),
      { numRuns: 400 },
    );
  });

  it('ranks letters as a plain comparison does', () => {
    const soundsFrom = (pinyin: string, query: string): boolean => {
      const syllables = pinyin.replaceAll('ü', 'u').split(' ');
      return syllables.some((_, from) => syllables.slice(from).join('').startsWith(query));
    };
    fc.assert(
      fc.property(
        corpus,
        word,
        fc.boolean(),
        fc.integer({ min: 2, max: 12 }),
        (entries, made, short, cut) => {
          const sound = pinyinOf(made);
          const query = (short ? initials(sound).replaceAll('ü', 'u') : plain(sound)).slice(0, cut);
          const hits = search(buildIndex(entries), query, { limit: entries.length });
          for (const { id, pinyin } of entries) {
            const [own = '', ...others] = pinyin;
            const score = hits.find((hit) => hit.id === id)?.score ?? 0;
            if (plain(own) === query) assert.equal(Math.floor(score), 10);
            else if (initials(own) === query) assert.equal(Math.floor(score), 8);
            else if (soundsFrom(own, query)) assert.equal(Math.floor(score), 7);
            else if (initials(own).includes(query)) assert.equal(Math.floor(score), 6);
            else if (others.some((each) => soundsFrom(each, query) || initials(each).includes(query)))
              assert.ok(score >= 5 && score < 7);
            // What remains is a mix of syllables and initials, or near.
            else assert.ok(score < 7);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it('gives the same index in one go and in steps', () => {
    fc.assert(
      fc.property(corpus, word, (entries, query) => {
        const builder = createIndexBuilder();
        for (const entry of entries) builder.add(entry);
        const steps = builder.finishInSteps();
        let step = steps.next();
        while (!step.done) step = steps.next();
        assert.deepEqual(
          search(step.value, query, { limit: 5 }),
          search(buildIndex(entries), query, { limit: 5 }),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (query) => {
        assert.ok(search(hall, query, { limit: 3 }).length <= 3);
      }),
    );
  });
});
