import { type TemplateResult, html } from 'lit';
import type { PhoneKey } from '../../access/messages/phone.ts';
import { qrMatrix } from '../../devices/qr-code.ts';
import { type PartContext } from './part.ts';

/** Light squares around the code (ISO/IEC 18004). */
const QUIET = 4;

const pictures = new Map<string, { readonly edge: number; readonly path: string }>();

/** One path for all dark squares; a pass is drawn once and not at every reading. */
function pictureOf(text: string): { readonly edge: number; readonly path: string } {
  const known = pictures.get(text);
  if (known) return known;
  const { size, dark } = qrMatrix(text);
  let path = '';
  for (let index = 0; index < dark.length; index += 1)
    if (dark[index]) path += `M${(index % size) + QUIET} ${Math.floor(index / size) + QUIET}h1v1h-1z`;
  const picture = { edge: size + 2 * QUIET, path };
  pictures.clear();
  pictures.set(text, picture);
  return picture;
}

/**
 * The pass as a code, black on white, as large as the screen is wide.
 * @param notes what it is for
 */
export function passPart(
  pass: string,
  notes: readonly PhoneKey[],
  { words }: Pick<PartContext, 'words'>,
  of: 'pass' | 'turn.pass' = 'pass',
): TemplateResult {
  const { edge, path } = pictureOf(pass);
  return html`<section class="plain pass">
    <h2>${words.t(of === 'pass' ? 'pass.heading' : 'turn.pass')}</h2>
    <svg
      class="code"
      role="img"
      aria-label=${words.t(of === 'pass' ? 'pass.picture' : 'turn.pass-picture')}
      viewBox="0 0 ${edge} ${edge}"
      shape-rendering="crispEdges"
    >
      <path d=${path}></path>
    </svg>
    ${notes.map((note) => html`<p>${words.t(note)}</p>`)}
  </section>`;
}
