import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createIndexBuilder, search, type SearchEntry, type SearchIndex } from '../../model/search.ts';
import type { FromSearch, SearchPort, ToSearch } from './search-messages.ts';
import { SearchRunner } from './search-runner.ts';

const entry = (id: string, zh: string): SearchEntry => ({ id, name: { zh }, aliases: [], pinyin: [] });

/** A worker at its edge: answers as the real one does, in a later turn, and can be told to break down. */
class FakeWorker implements SearchPort {
  readonly asked: string[] = [];
  ended = false;
  readonly #builder = createIndexBuilder();
  #index: SearchIndex | undefined;
  #heard: (message: FromSearch) => void = () => undefined;
  #failed: (reason: string) => void = () => undefined;

  constructor(public broken: boolean) {}

  listen(heard: (message: FromSearch) => void, failed: (reason: string) => void): void {
    this.#heard = heard;
    this.#failed = failed;
  }

  post(message: ToSearch): void {
    setTimeout(() => {
      if (this.ended) return;
      if (this.broken) this.#failed('broken');
      else this.#answer(message);
    });
  }

  end(): void {
    this.ended = true;
  }

  #answer(message: ToSearch): void {
    switch (message.kind) {
      case 'add':
        for (const each of message.entries) this.#builder.add(each);
        return;
      case 'finish':
        this.#index = this.#builder.finish();
        this.#heard({ kind: 'finished' });
        return;
      case 'search':
        this.asked.push(message.query);
        this.#heard({ kind: 'found', hits: this.#index ? search(this.#index, message.query, message) : [] });
    }
  }
}

const started = (broken = false) => {
  const workers: FakeWorker[] = [];
  const runner = new SearchRunner(() => {
    const worker = new FakeWorker(broken);
    workers.push(worker);
    return worker;
  });
  return { runner, workers };
};
const idsOf = async (runner: SearchRunner, query: string) =>
  (await runner.search(query, 5)).map((hit) => hit.id);

describe('SearchRunner', () => {
  it('answers from a worker', async () => {
    const { runner, workers } = started();
    await runner.setEntries([entry('a', '助餐'), entry('b', '康复')]);
    assert.deepEqual(await idsOf(runner, '助餐'), ['a']);
    assert.deepEqual(workers[0]?.asked, ['助餐']);
    runner.close();
  });

  it('lets a question wait for the first index', async () => {
    const { runner } = started();
    const built = runner.setEntries([entry('a', '助餐')]);
    assert.deepEqual(await idsOf(runner, '助餐'), ['a']);
    await built;
    runner.close();
  });

  it('asks only the newest of the questions that pile up, and gives all its answer', async () => {
    const { runner, workers } = started();
    await runner.setEntries([entry('a', '助餐'), entry('b', '康复')]);
    const answers = await Promise.all(['助', '康', '复', '康复'].map((query) => idsOf(runner, query)));
    assert.deepEqual(answers, [['b'], ['b'], ['b'], ['b']]);
    assert.deepEqual(workers[0]?.asked, ['助', '康复']);
    runner.close();
  });

  it('answers from the old index until the new one stands, then ends the old worker', async () => {
    const { runner, workers } = started();
    await runner.setEntries([entry('old', '助餐')]);
    const built = runner.setEntries([entry('new', '助餐')]);
    assert.deepEqual(await idsOf(runner, '助餐'), ['old']);
    await built;
    assert.deepEqual(await idsOf(runner, '助餐'), ['new']);
    assert.deepEqual(
      workers.map((worker) => worker.ended),
      [true, false],
    );
    runner.close();
  });

  it('keeps the newest entries where they change twice at once', async () => {
    const { runner, workers } = started();
    await Promise.all([
      runner.setEntries([entry('first', '助餐')]),
      runner.setEntries([entry('second', '助餐')]),
    ]);
    assert.deepEqual(await idsOf(runner, '助餐'), ['second']);
    assert.equal(workers[0]?.ended, true);
    runner.close();
  });

  it('works on the page where workers do not load, or there are none', async () => {
    for (const runner of [started(true).runner, new SearchRunner()]) {
      await runner.setEntries([entry('a', '助餐')]);
      assert.deepEqual(await idsOf(runner, '助餐'), ['a']);
      runner.close();
    }
  });

  it('goes on upon the page when the worker breaks down later', async () => {
    const { runner, workers } = started();
    await runner.setEntries([entry('a', '助餐')]);
    for (const worker of workers) worker.broken = true;
    assert.deepEqual(await idsOf(runner, '助餐'), ['a']);
    assert.deepEqual(await idsOf(runner, '助'), ['a']);
    runner.close();
  });

  it('answers those who wait when it is closed, and can begin again', async () => {
    const { runner, workers } = started();
    await runner.setEntries([entry('a', '助餐')]);
    const waiting = idsOf(runner, '助餐');
    runner.close();
    assert.deepEqual(await waiting, []);
    assert.equal(workers[0]?.ended, true);
    assert.deepEqual(await idsOf(runner, '助餐'), []);
    await runner.setEntries([entry('b', '助餐')]);
    assert.deepEqual(await idsOf(runner, '助餐'), ['b']);
    runner.close();
  });
});
