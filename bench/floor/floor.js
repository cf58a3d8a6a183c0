import { LitElement, css, html } from 'lit';

const NAMES = [
  '助餐',
  '托育',
  '体检',
  '调解',
  '就业',
  '救助',
  '健身',
  '图书',
  '维修',
  '议事',
  '志愿',
  '应急',
];

/** The least that can be called a terminal built with Lit: twelve buttons and a service worker. */
class FloorPage extends LitElement {
  static styles = css`
    :host {
      display: grid;
      grid-template-columns: repeat(3, 1fr);
      gap: 1rem;
    }
    button {
      font-size: 2rem;
      min-height: 10rem;
    }
  `;

  render() {
    return NAMES.map((name) => html`<button type="button">${name}</button>`);
  }
}

customElements.define('floor-page', FloorPage);

const policy = globalThis.trustedTypes?.createPolicy('linli', { createScriptURL: (url) => url });
addEventListener('load', () => {
  void navigator.serviceWorker.register(policy?.createScriptURL('/sw.js') ?? '/sw.js');
});
