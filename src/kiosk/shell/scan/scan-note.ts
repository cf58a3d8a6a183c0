import { html, type TemplateResult } from 'lit';
import '../../../../components/banner/banner.ts';
import '../../../access/messages/scan.ts';
import type { MessageKey, Words } from '../../../access/say.ts';
import type { Speaker } from '../../../devices/speech.ts';
import type { ScanNote } from './scan-flow.ts';

/** What of a voice a screen uses that has something to say while nobody touches it. */
export type ScanVoice = Pick<Speaker, 'available' | 'speak' | 'stop'>;

const headingOf = (note: ScanNote): MessageKey =>
  note.kind === 'other' ? `scan.other.${note.code}` : `scan.${note.kind}`;

const nextOf = (note: ScanNote): MessageKey => `scan.${note.kind}.next`;

/** What happened, and what to do next; announced to screen readers. */
export const renderNote = ({ t }: Words, note: ScanNote): TemplateResult =>
  html`<linli-banner tone="caution" heading=${t(headingOf(note))}>${t(nextOf(note))}</linli-banner>`;

/** Says a text aloud where the machine has a voice for the language. */
export function sayAloud(voice: ScanVoice | undefined, { language }: Words, text: string): void {
  if (voice?.available(language)) void voice.speak(text, language);
}

export const spokenNote = ({ t }: Words, note: ScanNote): string =>
  `${t(headingOf(note))}。${t(nextOf(note))}`;
