import type { Request } from 'express';
import { addressBlock, plainAddress } from './address-block.js';

/**
 * Where a request comes from, as everything is counted by it (see `addressBlock`): as a trusted proxy tells it, else the address
 * of the connection. Where a proxy writes what is no address, it is the proxy's own: anybody could have written that.
 */
export function clientAddress(req: Request): string {
  const { remoteAddress = '' } = req.socket;
  if (req.app.enabled('trust proxy')) return forwarded(req, remoteAddress);
  // Asked by every poll.
  return remoteAddress.includes(':') ? blockOf(remoteAddress) : remoteAddress;
}

/** Each proxy has put the address that asked it at the end of the list. */
function forwarded(req: Request, remoteAddress: string): string {
  const isTrusted = req.app.get('trust proxy fn') as (address: string, distance: number) => boolean;
  const hops = (req.get('x-forwarded-for') ?? '').split(',').filter((hop) => hop.trim() !== '');
  let address = plainAddress(remoteAddress) ?? '';
  for (const [distance, hop] of hops.toReversed().entries()) {
    const next = plainAddress(hop);
    if (next === undefined || !isTrusted(address, distance)) break;
    address = next;
  }
  return blockOf(address);
}

/** Empty if the connection is gone. */
function blockOf(address: string): string {
  const plain = plainAddress(address);
  return plain === undefined ? '' : addressBlock(plain);
}
