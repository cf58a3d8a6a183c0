import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashPassword, isPassword, oneTimePassword, weaknessOf } from './passwords.ts';

test('a password counts only with its own hash, which says argon2id and its cost', async () => {
  const stored = await hashPassword('一把雨伞放在门后');
  assert.match(stored, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/u);
  assert.deepEqual(
    await Promise.all([
      isPassword(stored, '一把雨伞放在门后'),
      isPassword(stored, '一把雨伞放在门前'),
      isPassword(undefined, '一把雨伞放在门后'),
    ]),
    [true, false, false],
  );
  assert.notEqual(await hashPassword('一把雨伞放在门后'), stored, 'each hash has its own salt');
});

test('full-width letters are the letters they stand for', async () => {
  assert.ok(await isPassword(await hashPassword('ｕmbrella door 7'), 'umbrella door ７'));
});

for (const [password, weakness] of [
  ['kettle 77', 'short'],
  ['雨伞门后茶壶', 'short'],
  ['wang-xiuying', 'name'],
  ['WANG-XIUYING', 'name'],
  ['2024wang-xiuying!', 'name'],
  ['1234567890', 'common'],
  ['PassWord123', 'common'],
  ['aaaaaaaaaaaa', 'common'],
  ['abcabcabcabc', 'common'],
  ['mnopqrstuvwx', 'common'],
  ['zyxwvutsrqpo', 'common'],
  ['13800000000', 'common'],
  ['1968-05-12 08', 'common'],
  ['110101196805121234', 'common'],
  ['1qaz2wsx3edc4', 'common'],
  ['!QAZ@WSX#EDC', 'common'],
  ['qwer1234asdf', 'common'],
  ['zxcvbnm,./12', 'common'],
  ['wxy19680512', 'common'],
  ['13800000000lw', 'common'],
  ['zhangwei1990', 'common'],
  ['Li.Xiaohong@66', 'common'],
  ['20080808chenmei', 'common'],
  ['xiuyingshuang', 'common'],
  ['P@ssw0rd2026!', 'common'],
  ['Linli#2026!!', 'common'],
  ['guanliyuan@2026', 'common'],
  ['weirenminfuwu1949', 'common'],
  ['2026Linli2026', 'common'],
  ['sunnyside-2026', 'common'],
  ['mailcreated5240', 'common'],
  ['manchester2026!!', 'common'],
  ['晨光社区晨光2026', undefined],
  ['晨光社区20262026', 'common'],
  ['kettle behind the door', undefined],
  ['chahu zai men houmian', undefined],
  ['Kf7!wq-Zu2p', undefined],
  ['wo mai le san ba yu san', undefined],
  ['茶壶在门后面第三个架子上', undefined],
] as const)
  test(`"${password}" is ${weakness ?? 'good'}`, () =>
    assert.equal(weaknessOf(password, 'wang-xiuying', ['sunnyside', '晨光社区']), weakness));

test('one-time passwords are good, readable and never the same', () => {
  const made = Array.from({ length: 200 }, oneTimePassword);
  assert.equal(new Set(made).size, made.length);
  for (const password of made) {
    assert.match(password, /^(?:[a-hjkmnp-tv-z2-9]{4}-){4}[a-hjkmnp-tv-z2-9]{4}$/u);
    assert.equal(weaknessOf(password, 'admin'), undefined);
  }
});
