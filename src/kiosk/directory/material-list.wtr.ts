import { expect, fixture, html } from '@open-wc/testing';
import '../../access/messages/hand-off.ts';
import '../../access/messages/rest.ts';
import type { Service } from '../../model/schema/service.ts';
import { madeService, madeTerminal } from '../shell/testing/made-terminal.ts';
import './material-list.ts';
import type { MaterialList } from './material-list.ts';

const SERVICE: Service = madeService({
  guide: {
    materials: [
      { name: { zh: '身份证' }, form: 'original', noLongerRequired: false },
      { name: { zh: '租房合同' }, noLongerRequired: false },
      { name: { zh: '婚育证明' }, noLongerRequired: true },
    ],
  },
});

async function list(visit: object): Promise<MaterialList> {
  const { terminal } = await madeTerminal([]);
  return fixture<MaterialList>(
    html`<linli-material-list
      .terminal=${terminal}
      .service=${SERVICE}
      .visit=${visit}
    ></linli-material-list>`,
  );
}
const boxes = (element: MaterialList) => [
  ...(element.shadowRoot?.querySelectorAll<HTMLElement>('[role=checkbox]') ?? []),
];
const status = (element: MaterialList) =>
  element.shadowRoot?.querySelector('[role=status]')?.textContent?.trim();
const checked = (element: MaterialList) => boxes(element).map((box) => box.ariaChecked);

describe('linli-material-list', () => {
  it('counts what is missing, without what nobody needs any more', async () => {
    const element = await list({});
    expect(status(element)).to.equal('还差 2 样');
    boxes(element)[0]?.click();
    await element.updateComplete;
    expect([status(element), checked(element)]).to.deep.equal(['还差 1 样', ['true', 'false', 'false']]);
    boxes(element)[1]?.click();
    await element.updateComplete;
    expect(status(element)).to.equal('都齐了');
    boxes(element)[1]?.click();
    await element.updateComplete;
    expect(status(element)).to.equal('还差 1 样');
    await expect(element).to.be.accessible();
  });

  it('remembers the ticks as long as the visit lasts, and no longer', async () => {
    const visit = {};
    const first = await list(visit);
    boxes(first)[1]?.click();
    expect(checked(await list(visit))).to.deep.equal(['false', 'true', 'false']);
    expect(checked(await list({}))).to.deep.equal(['false', 'false', 'false']);
  });
});
