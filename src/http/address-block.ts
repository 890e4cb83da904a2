import { isIPv4, isIPv6 } from 'node:net';

/**
 * The well-known prefix for IPv4 addresses behind a translator (RFC 6052, 2.1), and that of IPv4-mapped
 * addresses (RFC 4291, 2.5.5.2).
 */
const TRANSLATED = '64:ff9b:0:0:0:0:';
const MAPPED = '0:0:0:0:0:ffff:';

/**
 * The IP address in a text as proxies write it: also quoted or in brackets, with a port or a zone. Undefined
 * if there is none, as in `unknown` and `_hidden` (RFC 7239, 6).
 */
export function plainAddress(text: string): string | undefined {
  const trimmed = text.trim();
  const bare = /^"(.*)"$/.exec(trimmed)?.[1] ?? trimmed;
  const bracketed = /^\[([^\]]+)\](?::[\w.-]+)?$/.exec(bare)?.[1];
  // A port after an IPv6 address without brackets may look like a part of it; the /64 is the same.
  return [bracketed ?? bare, bare.replace(/:\d{1,5}$/, '')]
    .map((candidate) => candidate.split('%', 1)[0] as string)
    .find((candidate) => isIPv4(candidate) || isIPv6(candidate));
}

/**
 * The address under which clients are counted: an IPv4 address itself, or the /64 of an IPv6 address, which
 * one person has entirely (RFC 6177).
 */
export function addressBlock(address: string): string {
  if (isIPv4(address)) return address;
  const groups = groupsOf(address).join(':');
  for (const prefix of [MAPPED, TRANSLATED])
    if (groups.startsWith(prefix)) return dotted(groups.slice(prefix.length));
  return `${groups.split(':', 4).join(':')}::/64`;
}

/** All eight groups, in hexadecimal without leading zeros. */
function groupsOf(ipv6: string): string[] {
  const [before = '', after] = ipv6.replace(/[\d.]+\.[\d.]+$/, hexadecimal).split('::');
  const head = before === '' ? [] : before.split(':');
  const tail = after ? after.split(':') : [];
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => '0');
  return [...head, ...zeros, ...tail].map((group) => Number.parseInt(group, 16).toString(16));
}

/** The last four bytes as two groups. */
function hexadecimal(ipv4: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = ipv4.split('.').map(Number);
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

/** Two groups as four bytes. */
function dotted(groups: string): string {
  const numbers = groups.split(':').map((group) => Number.parseInt(group, 16));
  return numbers.flatMap((number) => [number >> 8, number & 255]).join('.');
}
