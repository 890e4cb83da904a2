import { BlockList, isIP } from 'node:net';
import { ValidateBy, type ValidationOptions } from 'class-validator';

/** Express's names for networks. */
const NAMED = new Set(['loopback', 'linklocal', 'uniquelocal']);

/** Accepts IP addresses, networks and Express's names for them, separated by commas. */
function isProxyList(value: unknown): boolean {
  return typeof value === 'string' && proxiesOf(value).every(isProxy);
}

/** Splits such a list. */
export function proxiesOf(list: string): string[] {
  return list.split(',').map((part) => part.trim());
}

function isProxy(text: string): boolean {
  if (NAMED.has(text) || isIP(text) > 0) return true;
  const [address = '', bits = '', ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || !/^\d{1,3}$/.test(bits) || rest.length > 0) return false;
  try {
    new BlockList().addSubnet(address, Number(bits), family === 4 ? 'ipv4' : 'ipv6');
    return true;
  } catch {
    // Not a network: the number of bits is out of range.
    return false;
  }
}

export function IsProxyList(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy({ name: 'isProxyList', validator: { validate: isProxyList } }, options);
}
