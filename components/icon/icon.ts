import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { reset } from '../styles/reset.ts';

/** Where the sprite is served from; made by tools/icons.ts. */
const sprite = '/icons.svg';

/**
 * One icon of the sprite, in the colour of the text around it. Decorative unless it is given a label: an icon always
 * stands beside its word.
 *
 * @cssproperty --icon-size - Edge of the icon; 1.5em unless set.
 */
@customElement('linli-icon')
export class LinliIcon extends LitElement {
  static override styles = [
    reset,
    css`
      :host {
        display: inline-block;
        flex: none;
        inline-size: var(--icon-size, 1.5em);
        block-size: var(--icon-size, 1.5em);
        vertical-align: -0.3em;
      }
      svg {
        display: block;
        inline-size: 100%;
        block-size: 100%;
        fill: none;
        stroke: currentColor;
        stroke-width: 1.75;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
    `,
  ];

  /** A name from `iconNames`. Content carries names as text, so any string is taken; an unknown one draws nothing. */
  @property() name = '';
  /** Accessible name, only where no word stands beside the icon. */
  @property() label = '';

  override render(): TemplateResult {
    return html`<svg
      viewBox="0 0 24 24"
      focusable="false"
      role=${this.label ? 'img' : nothing}
      aria-label=${this.label || nothing}
      aria-hidden=${this.label ? nothing : 'true'}
    >
      <use href=${this.name ? `${sprite}#${this.name}` : nothing}></use>
    </svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-icon': LinliIcon;
  }
}
