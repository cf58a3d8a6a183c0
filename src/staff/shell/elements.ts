import '@awesome.me/webawesome/dist/styles/themes/default.css';
import './elements.css';
import '@awesome.me/webawesome/dist/translations/zh-cn.js';
import { registerIconLibrary } from '@awesome.me/webawesome/dist/components/icon/library.js';

/**
 * Makes Web Awesome's elements fit for these pages: icons come from our own sprite (its own way of drawing them parses
 * markup, which Trusted Types forbid), and so nothing is ever fetched from elsewhere. A desk imports the elements it
 * uses, one by one: `import '@awesome.me/webawesome/dist/components/dialog/dialog.js';`. What they look like stands in
 * staff.css.
 */

/** What the elements call their own icons, and which of ours stands for it. */
const system: Readonly<Record<string, string>> = {
  check: 'check',
  'chevron-down': 'chevron-down',
  'chevron-left': 'chevron-left',
  'chevron-right': 'chevron-right',
  'chevron-up': 'chevron-up',
  'angles-left': 'chevron-left',
  'angles-right': 'chevron-right',
  'arrow-down': 'arrow-down',
  'arrow-up': 'arrow-up',
  calendar: 'calendar',
  circle: 'circle-dot',
  'circle-question': 'circle-question-mark',
  'circle-xmark': 'circle-x',
  clock: 'clock',
  copy: 'copy',
  ellipsis: 'ellipsis',
  'ellipsis-vertical': 'ellipsis',
  eye: 'eye',
  'eye-slash': 'eye-off',
  file: 'file-text',
  filter: 'list-filter',
  gear: 'settings',
  'grip-vertical': 'grip-vertical',
  indeterminate: 'minus',
  'magnifying-glass': 'search',
  minus: 'minus',
  pause: 'circle-pause',
  play: 'circle-play',
  plus: 'plus',
  star: 'star',
  'up-down': 'arrow-up-down',
  upload: 'upload',
  user: 'user-round',
  xmark: 'x',
};

/** The sprite's pictures are drawn with lines, as `linli-icon` draws them. */
function asLines(svg: SVGElement): void {
  svg.setAttribute('viewBox', '0 0 24 24');
  Object.assign(svg.style, {
    fill: 'none',
    stroke: 'currentColor',
    strokeWidth: '1.75',
    strokeLinecap: 'round',
    strokeLinejoin: 'round',
  });
}

registerIconLibrary('default', {
  spriteSheet: true,
  resolver: (name) => `/icons.svg#${name}`,
  mutator: asLines,
});
registerIconLibrary('system', {
  spriteSheet: true,
  resolver: (name) => `/icons.svg#${system[name] ?? name}`,
  mutator: asLines,
});
