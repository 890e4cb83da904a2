import type { Request } from 'express';
import { addressBlock, plainAddress } from './address-block.js';

/**
 * The client's address under which everything is counted (see `addressBlock`): the one that a trusted proxy
 * reports, else the address of the connection. If a proxy reports something that is not an address, its own
 * counts, because anybody could have sent that.
 */
export function clientAddress(req: Request): string {
  const { remoteAddress = '' } = req.socket;
  if (req.app.enabled('trust proxy')) return forwarded(req, remoteAddress);
  // A fast path, because every poll calls this.
  return remoteAddress.includes(':') ? blockOf(remoteAddress) : remoteAddress;
}

/** Each proxy appends the address that connected to it. */
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
