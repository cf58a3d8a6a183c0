import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

type Rgb = readonly [number, number, number];

const sheet = await readFile(new URL('tokens.css', import.meta.url), 'utf8');

/** A token's colour as written in the first `:root` rule. */
function token(name: string): Rgb {
  const hex = new RegExp(`--${name}: #([0-9a-f]{6});`, 'u').exec(sheet)?.[1];
  assert.ok(hex, `--${name} is a colour`);
  return [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
}

const highRule = /:root\[data-contrast='high'\] \{([^}]*)\}/u.exec(sheet)?.[1] ?? '';

/** A token's colour under high contrast. */
function highToken(name: string): Rgb {
  const hex = new RegExp(`--${name}: #([0-9a-f]{6})(?: !important)?;`, 'u').exec(highRule)?.[1];
  assert.ok(hex, `--${name} is a colour of its own under high contrast`);
  return [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
}

/** Relative luminance and contrast ratio as WCAG 2.2 defines them. */
function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: Rgb, other: Rgb): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const mix = (colour: Rgb, share: number, ground: Rgb): Rgb =>
  colour.map((value, index) => value * share + (ground[index] ?? 0) * (1 - share)) as unknown as Rgb;

const surfaces = ['surface', 'surface-raised', 'surface-sunken'] as const;
const soft = ['positive', 'caution', 'danger', 'info'] as const;

for (const surface of surfaces) {
  for (const text of ['text', 'muted', 'positive', 'caution', 'danger', 'info', 'accent']) {
    test(`${text} on ${surface} has at least 4.5:1`, () => {
      const ratio = contrast(token(text), token(surface));
      assert.ok(ratio >= 4.5, ratio.toFixed(2));
    });
  }
  test(`the edge of a control on ${surface} has at least 3:1`, () => {
    const ratio = contrast(token('line-strong'), token(surface));
    assert.ok(ratio >= 3, ratio.toFixed(2));
  });
}

for (const tone of soft) {
  test(`${tone} and text on its soft ground have at least 4.5:1`, () => {
    for (const text of [tone, 'text', 'muted']) {
      const ratio = contrast(token(text), token(`${tone}-soft`));
      assert.ok(ratio >= 4.5, `${text} ${ratio.toFixed(2)}`);
    }
  });
}

test('words on filled grounds have at least 4.5:1', () => {
  assert.ok(contrast(token('on-accent'), token('accent')) >= 4.5);
  for (const tone of soft) assert.ok(contrast(token('on-tone'), token(tone)) >= 4.5, tone);
});

test('any accent with 4.5:1 on white carries its icons and its words', () => {
  // The lightest of some hues that still pass when a site is published.
  for (const accent of [
    [0x76, 0x76, 0x76],
    [0xc2, 0x47, 0x2f],
    [0x0b, 0x82, 0x6f],
    [0x2c, 0x77, 0xc4],
    [0x94, 0x6a, 0x10],
  ] satisfies Rgb[]) {
    assert.ok(contrast(accent, [255, 255, 255]) >= 4.5, `${accent.join()} could be published`);
    const ground = mix(accent, 0.13, token('surface-raised'));
    assert.ok(contrast(accent, ground) >= 3, `icon ${accent.join()} ${contrast(accent, ground).toFixed(2)}`);
    assert.ok(contrast(token('text'), ground) >= 7, `text on soft ${accent.join()}`);
    assert.ok(contrast(token('on-accent'), accent) >= 4.5, `word on ${accent.join()}`);
  }
});

test('text is no pure black and no surface pure white', () => {
  for (const name of ['text', ...surfaces]) {
    const sum = token(name).reduce((total, value) => total + value, 0);
    assert.ok(sum > 0 && sum < 3 * 255, name);
  }
});

test('under high contrast every word has at least 7:1 on every ground it stands on', () => {
  const words = ['text', 'muted', 'positive', 'caution', 'danger', 'info', 'accent'];
  for (const ground of [...surfaces, 'accent-soft'])
    for (const word of words) {
      const ratio = contrast(highToken(word), highToken(ground));
      assert.ok(ratio >= 7, `${word} on ${ground} ${ratio.toFixed(2)}`);
    }
  for (const tone of soft)
    for (const word of [tone, 'text', 'muted']) {
      const ratio = contrast(highToken(word), highToken(`${tone}-soft`));
      assert.ok(ratio >= 7, `${word} on ${tone}-soft ${ratio.toFixed(2)}`);
    }
  assert.ok(contrast(highToken('on-accent'), highToken('accent')) >= 7);
  assert.ok(contrast(highToken('on-accent'), highToken('accent-pressed')) >= 7);
  for (const tone of soft) assert.ok(contrast(highToken('on-tone'), highToken(tone)) >= 7, tone);
});

test('under high contrast edges stand out, and no colour of the normal theme shines through', () => {
  for (const ground of surfaces) {
    assert.ok(contrast(highToken('line'), highToken(ground)) >= 4.5);
    assert.ok(contrast(highToken('line-strong'), highToken(ground)) >= 7);
  }
  const normal = /:root \{([^}]*)\}/u.exec(sheet)?.[1] ?? '';
  for (const [, name = ''] of normal.matchAll(/--([\w-]+): #[0-9a-f]{6};/gu))
    assert.ok(highToken(name), name);
});
