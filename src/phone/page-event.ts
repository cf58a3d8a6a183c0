import type { PassView } from '../model/schema/phone.ts';

/** A page of the phone knows which hall it is about. */
export class PageEvent extends Event {
  static readonly type = 'linli-page';
  readonly site: Pick<PassView['site'], 'hall' | 'demo' | 'languages'>;

  constructor(site: PageEvent['site']) {
    super(PageEvent.type, { bubbles: true });
    this.site = site;
  }
}
