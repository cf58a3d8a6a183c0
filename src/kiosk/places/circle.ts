import type { Words } from '../../access/say.ts';
import type { Circle } from '../../model/schema/site.ts';

/** A service circle in words, e.g. 「生活服务：城市 15 分钟」. Walking is said only where the document says it. */
export function circleText(circle: Circle, { t, of }: Words): string {
  const minutes = typeof circle.minutes === 'number' ? String(circle.minutes) : circle.minutes.join('–');
  const setting = circle.setting === 'all' ? '' : t(`circle.${circle.setting}`);
  return t(circle.walking ? 'circle.walking' : 'circle.text', {
    domain: of(circle.domain),
    setting,
    minutes,
  });
}
