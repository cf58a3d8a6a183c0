import { lookup as systemLookup } from 'node:dns';
import { BlockList, type LookupFunction, isIP } from 'node:net';

/**
 * Where a webhook must not lead: this machine, the networks behind it, and addresses that stand for others. Whoever sets a
 * webhook would otherwise reach through the hub what they cannot reach themselves.
 */
const closed = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  closed.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 128],
  ['::1', 128],
  // IPv4 in another dress: translated, 6to4, Teredo
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2001::', 32],
  ['2002::', 16],
  ['100::', 64],
  ['2001:db8::', 32],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  closed.addSubnet(network, prefix, 'ipv6');

/** Is this address one that a webhook must not lead to? */
export const isClosedAddress = (address: string): boolean => {
  const [bare = address] = address.split('%');
  return closed.check(bare, isIP(bare) === 6 ? 'ipv6' : 'ipv4');
};

/** The host of an address as a socket takes it: without the brackets of IPv6. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/gu, '');

/** A name leads somewhere that is closed. */
export class ClosedAddressError extends Error {
  readonly code = 'ECLOSED';
}

/**
 * Looks a name up as the system does, and fails where any of its addresses is closed. The connection goes to the very
 * address that was looked at: a name that answers differently the next time gains nothing.
 */
export const openLookup: LookupFunction = (hostname, options, callback) => {
  systemLookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '', 0);
    const [first] = addresses;
    if (!first || addresses.some(({ address }) => isClosedAddress(address)))
      return callback(new ClosedAddressError(hostname), '', 0);
    if (options.all) return callback(null, addresses);
    callback(null, first.address, first.family);
  });
};
