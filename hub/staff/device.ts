/** Names by which a browser and a machine are recognised, the special before the general: Edge says Chrome, too. */
const BROWSERS: readonly (readonly [sign: RegExp, name: string])[] = [
  [/MicroMessenger\//u, 'WeChat'],
  [/DingTalk\//u, 'DingTalk'],
  [/QQBrowser\//u, 'QQ Browser'],
  [/Edg(?:e|A|iOS)?\//u, 'Edge'],
  [/Firefox\/|FxiOS\//u, 'Firefox'],
  [/Chrome\/|CriOS\//u, 'Chrome'],
  [/Safari\//u, 'Safari'],
];
const MACHINES: readonly (readonly [sign: RegExp, name: string])[] = [
  [/HarmonyOS|OpenHarmony/u, 'HarmonyOS'],
  [/Android/u, 'Android'],
  [/iPhone/u, 'iPhone'],
  [/iPad/u, 'iPad'],
  [/Windows/u, 'Windows'],
  [/Macintosh|Mac OS X/u, 'Mac'],
  [/Linux|X11/u, 'Linux'],
];

const nameIn = (names: typeof BROWSERS, text: string): readonly string[] =>
  names
    .filter(([sign]) => sign.test(text))
    .slice(0, 1)
    .map(([, name]) => name);

/**
 * Kind of browser and machine, for whoever looks at their open sessions; no version and nothing else of it is kept.
 * @returns as `Chrome · Windows`; empty where neither is known
 */
export const deviceOf = (userAgent = ''): string =>
  [...nameIn(BROWSERS, userAgent), ...nameIn(MACHINES, userAgent)].join(' · ');
