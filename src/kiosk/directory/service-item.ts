import { html } from 'lit';
import '../../../components/item/item.ts';
import type { Words } from '../../access/say.ts';
import type { Service } from '../../model/schema/service.ts';

/** One service as a row of a list: name, what it is, and whether a time can be picked. */
export function serviceItem(service: Service, words: Words, open: (service: Service) => void) {
  return html`<li>
    <linli-item
      heading=${words.of(service.name)}
      detail=${words.of(service.summary)}
      badge=${service.bookable ? words.t('service.bookable') : ''}
      chevron
      @click=${() => open(service)}
    ></linli-item>
  </li>`;
}
