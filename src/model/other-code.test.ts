import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type OtherCode, classifyCode } from './other-code.ts';

const ALL: readonly OtherCode[] = [
  'empty',
  'payment',
  'health',
  'web',
  'contact',
  'wifi',
  'phone',
  'mail',
  'goods',
  'card-number',
  'id-number',
  'text-long',
  'text',
];

/** A made-up identity number: the district and the last digits belong to nobody, the check character is right. */
function idNumber(first17: string): string {
  const sum = [...first17].reduce((total, digit) => ((total + Number(digit)) * 2) % 11, 0);
  return first17 + '10X98765432'.charAt(sum);
}

/** With the last digit that makes it pass the check of ISO/IEC 7812-1. */
function cardNumber(body: string): string {
  const sum = [...body]
    .reverse()
    .reduce(
      (total, digit, at) =>
        total + [...String(Number(digit) * (at % 2 === 0 ? 2 : 1))].reduce((a, b) => a + Number(b), 0),
      0,
    );
  return body + String((10 - (sum % 10)) % 10);
}

describe('what kind of thing a code is that is none of ours', () => {
  for (const [text, kind] of [
    ['', 'empty'],
    [' \t\r\n', 'empty'],
    ['\u{feff}', 'empty'],
    ['wxp://f2f0abcDEF123456', 'payment'],
    ['weixin://wxpay/bizpayurl?pr=abc', 'payment'],
    ['https://qr.alipay.com/fkx123', 'payment'],
    ['HTTPS://QR.ALIPAY.COM/FKX123', 'payment'],
    ['https://qr.95516.com/00010000/012345', 'payment'],
    ['https://wx.tenpay.com/f2f?t=abc', 'payment'],
    ['00020101021129300012D156000000000510A93FO3230Q6304AB12', 'payment'],
    ['hQVDUFYwMWETTwegAAAAVVVV', 'payment'],
    ['BCD\n002\n1\nSCT\n\nSomebody', 'payment'],
    ['281234567890123456', 'payment'],
    ['134567890123456789', 'payment'],
    ['HC1:6BFOXN%TSMAHN', 'health'],
    ['shc:/5676290952432060346029243740', 'health'],
    ['https://example.com/?a=1', 'web'],
    ['HTTP://EXAMPLE.COM', 'web'],
    ['www.example.com', 'web'],
    ['MEBKM:TITLE:a;URL:http\\://example.com;;', 'web'],
    ['https://qr.alipay.com.example.com/', 'web'],
    ['BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A\r\nEND:VCARD', 'contact'],
    ['MECARD:N:Somebody;TEL:1;;', 'contact'],
    ['WIFI:T:WPA;S:hall;P:secret;;', 'wifi'],
    ['tel:+8657712345', 'phone'],
    ['SMSTO:10086:hello', 'phone'],
    ['13800000000', 'phone'],
    ['mailto:a@example.com', 'mail'],
    ['MATMSG:TO:a@example.com;SUB:b;BODY:c;;', 'mail'],
    ['6901234567892', 'goods'],
    [cardNumber('621700000000000000'), 'card-number'],
    [cardNumber('400000000000000').replace(/(.{4})/gu, '$1 '), 'card-number'],
    [idNumber('99000019500230001'), 'id-number'],
    [`姓名 某某 ${idNumber('99000019500101001')} 女`, 'id-number'],
    ['社区活动室', 'text'],
    ['javascript:alert(1)', 'text'],
    ['<img src=x onerror=alert(1)>', 'text'],
    ['长'.repeat(3_000), 'text-long'],
  ] as const)
    it(`${JSON.stringify(text.slice(0, 40))} is ${kind}`, () => {
      assert.equal(classifyCode(text), kind);
    });

  it('has an answer for every text there can be', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 5_000 }), (text) => {
        assert.ok(ALL.includes(classifyCode(text)));
      }),
    );
  });

  it('does not depend on blanks around the text, nor on what comes after the first 4,096 characters', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, more) => {
        assert.equal(classifyCode(` ${text}\n`), classifyCode(text));
        const full = text.padEnd(4_096, '.');
        assert.equal(classifyCode(full + more), classifyCode(full));
      }),
    );
  });

  it('takes an identity number for one only with its check character', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 1, max: 10 }), (serial, off) => {
        const right = idNumber(`99000019500101${String(serial).padStart(3, '0')}`);
        const characters = '0123456789X';
        const wrong =
          right.slice(0, 17) + characters.charAt((characters.indexOf(right.charAt(17)) + off) % 11);
        assert.equal(classifyCode(right), 'id-number');
        assert.notEqual(classifyCode(wrong), 'id-number');
      }),
    );
  });

  it('takes a bank card for one whatever its length, and not with a digit changed', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^62\d{10,16}$/u), fc.integer({ min: 1, max: 9 }), (body, off) => {
        const right = cardNumber(body);
        const wrong = body + String((Number(right.at(-1)) + off) % 10);
        // A number of a shop's goods may by chance be right for both; such a one is shown to nobody either.
        assert.ok(['card-number', 'goods'].includes(classifyCode(right)));
        assert.notEqual(classifyCode(wrong), 'card-number');
      }),
    );
  });
});
