import type { PreviewScreen } from '../../model/preview.ts';
import type { Change } from '../../model/schema/document.ts';
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

/**
 * Where the terminal of a preview stands: a notice for places is seen as at the first of them, all else as on a terminal that
 * stands nowhere.
 */
export function standIn(screen: PreviewScreen | undefined, changes: readonly Change[]): readonly Change[] {
  if (screen?.view !== 'notice') return [];
  for (const { kind, id, body } of changes) {
    const place = kind === 'notice' && id === screen.id ? body?.targets?.places[0] : undefined;
    if (place !== undefined)
      return [{ kind: 'terminal', id: 'preview', body: { id: 'preview', name: '', place } }];
  }
  return [];
}
