import type { PreviewScreen } from '../../model/preview.ts';
import type { ContentRole } from '../../model/schema/staff-content.ts';

/** The screen on which an entry is best seen. */
export function screenOf(role: ContentRole, id: string): PreviewScreen {
  switch (role) {
    case 'services':
      return { view: 'service', id };
    case 'places':
      return { view: 'place', id };
    case 'notices':
      return { view: 'notice', id };
    case 'indicators':
      return { view: 'indicators' };
    case 'queues':
    case 'site':
    case 'calendar':
      return { view: 'home' };
  }
}
