import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { decodeBase45, encodeBase45 } from './base45.ts';
import { type PassClaims, type Sign, issuePass, readPass } from './pass.ts';
import type { BookingId } from './schema/booking.ts';

const ES256 = { name: 'ECDSA', namedCurve: 'P-256' };
const HASH = { name: 'ECDSA', hash: 'SHA-256' };

async function key(): Promise<{
  sign: Sign;
  verify: (signature: Uint8Array, bytes: Uint8Array) => Promise<boolean>;
}> {
  const pair = await webcrypto.subtle.generateKey(ES256, false, ['sign', 'verify']);
  return {
    sign: async (bytes) => new Uint8Array(await webcrypto.subtle.sign(HASH, pair.privateKey, bytes)),
    verify: (signature, bytes) => webcrypto.subtle.verify(HASH, pair.publicKey, signature, bytes),
  };
}

const claims: PassClaims = {
  booking: '0123456789ab' as BookingId,
  slotCode: 'ZZZZZZ',
  expiresAtMs: 4_102_444_800_000,
};

describe('base45 (RFC 9285)', () => {
  const vectors = [
    ['AB', 'BB8'],
    ['Hello!!', '%69 VD92EX0'],
    ['base-45', 'UJCLQE7W581'],
    ['ietf!', 'QED8WEX0'],
  ] as const;
  for (const [plain, coded] of vectors)
    test(`${plain} is ${coded}`, () => {
      assert.equal(encodeBase45(new TextEncoder().encode(plain)), coded);
      assert.equal(new TextDecoder().decode(decodeBase45(coded)), plain);
    });

  test('refuses what no bytes make', () => {
    for (const text of ['GGW', ':::', 'A', 'ab8', 'ÄÄÄ']) assert.equal(decodeBase45(text), undefined);
  });

  test('any bytes come back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        assert.deepEqual(decodeBase45(encodeBase45(bytes)), bytes);
      }),
    );
  });
});

describe('pass', () => {
  test('the longest pass has 150 characters at most, all of the alphanumeric mode', async () => {
    const { sign } = await key();
    const text = await issuePass(claims, 'ffff', sign);
    assert.ok(text.length <= 150, `${text.length} characters`);
    assert.match(text, /^[0-9A-Z $%*+\-./:]+$/u);
  });

  test('what was issued is read, and its signature holds', async () => {
    const { sign, verify } = await key();
    const read = readPass(await issuePass(claims, 'beef', sign));
    assert.ok(read.ok);
    assert.deepEqual(read.value.claims, claims);
    assert.equal(read.value.keyId, 'beef');
    assert.ok(await verify(read.value.signature, read.value.signed));
  });

  test('no flipped bit gets past reading and the signature', async () => {
    const { sign, verify } = await key();
    const bytes = decodeBase45(await issuePass(claims, 'beef', sign)) ?? new Uint8Array();
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const altered = bytes.slice();
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const read = readPass(encodeBase45(altered));
      if (!read.ok || read.value.keyId !== 'beef') continue;
      assert.equal(await verify(read.value.signature, read.value.signed), false, `bit ${bit}`);
    }
  });

  test('no other code in the world is a pass, and none throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.webUrl(), fc.uint8Array({ maxLength: 120 }).map(encodeBase45)),
        (text) => {
          assert.deepEqual(readPass(text), { ok: false, error: 'not-a-pass' });
        },
      ),
    );
    assert.equal(readPass('A'.repeat(3_000)).ok, false);
  });

  test('an algorithm of the sender’s choice is no pass', async () => {
    const { sign } = await key();
    const bytes = decodeBase45(await issuePass(claims, 'beef', sign)) ?? new Uint8Array();
    // The protected header is {1: -7, 4: kid}; 0x26 is -7. 0x27 would be EdDSA.
    const at = bytes.indexOf(0x26);
    bytes[at] = 0x27;
    assert.equal(readPass(encodeBase45(bytes)).ok, false);
  });
});
