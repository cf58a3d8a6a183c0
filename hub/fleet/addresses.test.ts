import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { isClosedAddress, openLookup } from './addresses.ts';
import { callWebhook } from './webhook.ts';

test('addresses of this machine, of private networks and in another dress are closed; others are open', () => {
  const closed = [
    '127.0.0.1',
    '127.9.9.9',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fe80::1%eth0',
    'fd00::1',
    '::ffff:127.0.0.1',
    '::ffff:c0a8:101',
    '64:ff9b::a00:1',
    '2002:7f00:1::',
    'ff02::1',
  ];
  for (const address of closed) assert.equal(isClosedAddress(address), true, address);
  const open = ['1.1.1.1', '172.32.0.1', '192.169.0.1', '8.8.8.8', '2606:4700::1111', '::ffff:8.8.8.8'];
  for (const address of open) assert.equal(isClosedAddress(address), false, address);
});

test('a name that leads to this machine is not called', async () => {
  const found = await new Promise<string | undefined>((resolve) => {
    openLookup('localhost', { all: true }, (error) => resolve((error as { code?: string } | null)?.code));
  });
  assert.equal(found, 'ECLOSED');
});

test('an answer that never comes is not waited for', { timeout: 20_000 }, async () => {
  const server = createServer(() => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const call = { address, secret: 's', id: 'x', body: {}, nowMs: 0, allowPrivate: true };
  assert.equal(await callWebhook(call), 'timeout');
  server.closeAllConnections();
  server.close();
  assert.equal(await callWebhook(call), 'unreachable');
});
