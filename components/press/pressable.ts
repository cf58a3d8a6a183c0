import { LitElement } from 'lit';
import { PressFeedback } from './press-feedback.ts';

/** An element that is one native button in its own clothes: focus, clicks and the look of a press are the button's. */
export abstract class Pressable extends LitElement {
  static override shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };

  constructor() {
    super();
    new PressFeedback(this);
  }

  override click(): void {
    this.renderRoot.querySelector('button')?.click();
  }
}
