import { expect } from '@open-wc/testing';
import { scriptUrl } from './trusted-url.ts';

describe('scriptUrl', () => {
  it('makes an address of this origin absolute', () => {
    expect(new URL(scriptUrl('/sw.js')).href).to.equal(`${location.origin}/sw.js`);
  });

  it('is an address that a worker is started from', () => {
    const blob = URL.createObjectURL(new Blob([''], { type: 'text/javascript' }));
    new Worker(scriptUrl(blob)).terminate();
    URL.revokeObjectURL(blob);
  });

  it('refuses another origin, however it is written', () => {
    for (const url of ['https://example.org/x.js', '//example.org/x.js', 'data:text/javascript,1'])
      expect(() => scriptUrl(url)).to.throw(TypeError);
  });
});
