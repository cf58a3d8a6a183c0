import type { TerminalPicture } from '../../model/schema/terminal-report.ts';
import { fontRules } from './picture-fonts.ts';

/** Wide enough to read, small enough to send: the longer side in pixels. */
const LONGER_SIDE_PX = 900;
const MOST_BYTES = 200_000;
const QUALITIES = [0.8, 0.6, 0.4] as const;
const DRAW_WITHIN_MS = 5_000;
const SVG = 'http://www.w3.org/2000/svg';

/**
 * Draws the attract screen for whoever looks after the terminal; undefined while another screen is open, and where the
 * browser cannot. A page cannot photograph itself: the screen is written down once more as XML with the styles it has now,
 * and the browser draws that as a picture, which may fetch nothing; so the slices of the typeface it needs go with it.
 */
export async function drawAttract(): Promise<TerminalPicture | undefined> {
  const screen = document.querySelector('linli-kiosk')?.shadowRoot?.querySelector('linli-attract-view');
  if (!screen) return undefined;
  const { innerWidth: width, innerHeight: height } = window;
  const scale = Math.min(1, LONGER_SIDE_PX / Math.max(width, height));
  const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
  const drawn = xmlOf(screen);
  // Without its typeface it is drawn in the machine's own.
  const fonts = await fontRules(drawn.replaceAll(/<[^>]*>/gu, '')).catch(() => '');
  const image = await imageOf(svgOf(drawn, fonts, { width, height }, size));
  const canvas = document.createElement('canvas');
  canvas.width = size.width;
  canvas.height = size.height;
  const context = canvas.getContext('2d');
  if (!context) return undefined;
  context.fillStyle = opaque(getComputedStyle(document.documentElement).getPropertyValue('--surface'));
  context.fillRect(0, 0, size.width, size.height);
  context.drawImage(image, 0, 0, size.width, size.height);
  // Throws where the browser holds the picture for one of another origin.
  for (const quality of QUALITIES) {
    const [, data = ''] = canvas.toDataURL('image/jpeg', quality).split(',');
    if (data !== '' && (data.length * 3) / 4 <= MOST_BYTES) return { type: 'image/jpeg', data };
  }
  return undefined;
}

const opaque = (colour: string): string => (colour.trim() === '' ? '#ffffff' : colour.trim());

function imageOf(svg: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    const timer = setTimeout(() => reject(new Error('not drawn in time')), DRAW_WITHIN_MS);
    image.onload = () => {
      clearTimeout(timer);
      resolve(image);
    };
    image.onerror = () => {
      clearTimeout(timer);
      reject(new Error('not drawn'));
    };
    // As data and not as a blob: Chrome takes a canvas with a blob's foreignObject for another origin's.
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  });
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const svgOf = (drawn: string, fonts: string, page: Size, picture: Size): string =>
  `<svg xmlns="${SVG}" width="${picture.width}" height="${picture.height}" viewBox="0 0 ${page.width} ${page.height}">` +
  `<style>${fonts}</style><foreignObject x="0" y="0" width="${page.width}" height="${page.height}">` +
  `<div xmlns="http://www.w3.org/1999/xhtml" style="width:${page.width}px;height:${page.height}px;overflow:hidden">${drawn}</div>` +
  `</foreignObject></svg>`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** What a picture cannot run, or what shows nothing. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'script',
  'style',
  'link',
  'template',
  'iframe',
  'video',
  'canvas',
]);
const SVG_ATTRIBUTES = [
  'viewBox',
  'd',
  'cx',
  'cy',
  'r',
  'x',
  'y',
  'width',
  'height',
  'points',
  'rx',
  'ry',
] as const;

/** An element as it is drawn: its shadow tree in place of it, each with the styles that differ from its parent's. */
function xmlOf(element: Element): string {
  const name = element.localName;
  const style = getComputedStyle(element);
  if (LEFT_OUT.has(name) || style.display === 'none') return '';
  const isSvg = element.namespaceURI === SVG;
  const tag = isSvg ? name : name === 'br' ? 'br' : 'div';
  const attributes = isSvg
    ? `${name === 'svg' ? ` xmlns="${SVG}"` : ''}${SVG_ATTRIBUTES.map((each) => attributeOf(element, each)).join('')}`
    : '';
  const children = [...childrenOf(element)].map(nodeXml).join('');
  return `<${tag}${attributes} style="${escaped(styleText(style, isSvg))}">${tag === 'br' ? '' : children}</${tag}>`;
}

const attributeOf = (element: Element, name: string): string => {
  const value = element.getAttribute(name);
  return value === null ? '' : ` ${name}="${escaped(value)}"`;
};

function nodeXml(node: Node): string {
  if (node instanceof Element) return xmlOf(node);
  return node instanceof Text ? escaped(node.data) : '';
}

/** What is drawn within: the shadow tree, and where it has a slot what was given to that. */
function childrenOf(element: Element): Iterable<Node> {
  if (element instanceof HTMLSlotElement) {
    const given = element.assignedNodes({ flatten: true });
    return given.length > 0 ? given : element.childNodes;
  }
  return (element.shadowRoot ?? element).childNodes;
}

/** What makes a screen look as it does. All of the several hundred there are would make the picture slow to draw. */
const PROPERTIES = [
  'display',
  'box-sizing',
  'position',
  'top',
  'right',
  'bottom',
  'left',
  'width',
  'height',
  'min-width',
  'min-height',
  'margin-top',
  'margin-right',
  'margin-bottom',
  'margin-left',
  'padding-top',
  'padding-right',
  'padding-bottom',
  'padding-left',
  'border-top',
  'border-right',
  'border-bottom',
  'border-left',
  'border-radius',
  'background-color',
  'color',
  'opacity',
  'overflow',
  'flex-direction',
  'flex-wrap',
  'flex-grow',
  'flex-shrink',
  'justify-content',
  'align-items',
  'align-self',
  'gap',
  'grid-template-columns',
  'grid-template-rows',
  'grid-column',
  'grid-row',
  'font-family',
  'font-size',
  'font-weight',
  'font-variant-numeric',
  'line-height',
  'letter-spacing',
  'text-align',
  'white-space',
  'overflow-wrap',
  'visibility',
] as const;
const SVG_PROPERTIES = [
  'width',
  'height',
  'fill',
  'stroke',
  'stroke-width',
  'stroke-linecap',
  'stroke-linejoin',
] as const;

const styleText = (style: CSSStyleDeclaration, isSvg: boolean): string =>
  (isSvg ? SVG_PROPERTIES : PROPERTIES).map((name) => `${name}:${style.getPropertyValue(name)}`).join(';');
