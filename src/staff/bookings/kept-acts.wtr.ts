import { expect } from '@open-wc/testing';
import type { Command } from '../../model/schema/command.ts';
import { KeptActs } from './kept-acts.ts';

const bare = { id: 'bare', kind: 'accept', at: '', body: { booking: 'a', desk: {} } } as unknown as Command;
const named = {
  id: 'named',
  kind: 'book',
  at: '',
  body: { booking: 'b', who: { name: '王秀英', phone: '13912345678' }, desk: {} },
} as unknown as Command;

const key = (): string => `hall.${Math.random()}`;
const everything = (): string => JSON.stringify({ ...sessionStorage });

/** Waits until the acts stand in the tab's storage, or no longer do. */
async function settled(kept: KeptActs, acts: readonly Command[]): Promise<void> {
  for (let turn = 0; turn < 200 && kept.wouldLose(acts); turn += 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
  expect(kept.wouldLose(acts)).to.equal(false);
}

describe('acts that wait at the bookings desk', () => {
  afterEach(() => sessionStorage.clear());

  it('come back after the page was loaded again, with names, and with the same ids', async () => {
    const own = key();
    const before = new KeptActs(own);
    await before.restore();
    before.write(JSON.stringify([bare, named]));
    expect(before.wouldLose([bare, named])).to.equal(true);
    await settled(before, [bare, named]);
    expect(await new KeptActs(own).restore()).to.deep.equal([named]);
  });

  it('leave nothing of a person readable in the storage of the tab', async () => {
    const kept = new KeptActs(key());
    await kept.restore();
    kept.write(JSON.stringify([bare, named]));
    await settled(kept, [named]);
    expect(everything()).to.contain('bare');
    expect(everything()).not.to.match(/王秀英|13912345678/u);
  });

  it('are gone once the hub has answered', async () => {
    const own = key();
    const kept = new KeptActs(own);
    await kept.restore();
    kept.write(JSON.stringify([named]));
    await settled(kept, [named]);
    kept.write('[]');
    expect(await new KeptActs(own).restore()).to.deep.equal([]);
    expect(everything()).not.to.contain('sealed');
  });

  it('are nobody else’s', async () => {
    const kept = new KeptActs(key());
    await kept.restore();
    kept.write(JSON.stringify([named]));
    await settled(kept, [named]);
    expect(await new KeptActs(key()).restore()).to.deep.equal([]);
  });

  it('that an earlier page left are not written over by what is pressed before they are read', async () => {
    const own = key();
    const before = new KeptActs(own);
    await before.restore();
    before.write(JSON.stringify([named]));
    await settled(before, [named]);
    const after = new KeptActs(own);
    after.write(JSON.stringify([bare]));
    expect(await after.restore()).to.deep.equal([named]);
  });
});
