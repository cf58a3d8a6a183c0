import { nextTextScale } from '../../access/text-size.ts';
import type { Words } from '../../access/say.ts';
import type { Language } from '../../model/schema/text.ts';

export type BarAction = 'home' | 'back' | 'help' | 'listen' | 'larger' | 'language' | 'finish';

/** One thing on the fixed bar. */
export interface BarItem {
  readonly id: BarAction;
  readonly label: string;
  readonly icon: string;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly tone?: 'accent';
}

export interface BarState {
  readonly atHome: boolean;
  readonly canListen: boolean;
  readonly listening: boolean;
  readonly textScale: number;
  readonly languages: readonly Language[];
}

const largerLabel = (scale: number) => {
  if (scale <= 1) return 'bar.larger';
  return nextTextScale(scale) > scale ? 'bar.larger-again' : 'bar.normal-size';
};

/** The same things in the same order on every screen. */
export function barItems(words: Words, bar: BarState): readonly BarItem[] {
  const { t } = words;
  const items: BarItem[] = [
    { id: 'home', label: t('bar.home'), icon: 'home', disabled: bar.atHome },
    { id: 'back', label: t('bar.back'), icon: 'arrow-left', disabled: bar.atHome },
    { id: 'help', label: t('bar.help'), icon: 'hand-helping' },
  ];
  if (bar.canListen)
    items.push({ id: 'listen', label: t('bar.listen'), icon: 'volume-2', pressed: bar.listening });
  items.push({
    id: 'larger',
    label: t(largerLabel(bar.textScale)),
    icon: 'a-large-small',
    pressed: bar.textScale > 1,
  });
  if (bar.languages.length > 1)
    items.push({ id: 'language', label: t('bar.other-language'), icon: 'languages' });
  items.push({ id: 'finish', label: t('bar.finish'), icon: 'log-out', tone: 'accent' });
  return items;
}
