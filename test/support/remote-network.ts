import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * A machine on the other end of a cable, for clients that vanish: a network namespace of its own. Wants root, and iproute2; throws
 * without.
 */
export class RemoteNetwork {
  readonly namespace = `linger-${process.pid}`;
  readonly #device = `linger${process.pid % 1_000_000}`;
  /** Networks for measuring (RFC 2544) are nobody's. */
  readonly #net = `198.18.${(process.pid >> 6) & 255}.`;
  readonly #host = (process.pid & 63) << 2;

  constructor() {
    const mac = '02:00:00:00:00:02';
    ip('netns', 'add', this.namespace);
    ip('link', 'add', this.#device, 'type', 'veth', 'peer', 'name', 'remote', 'netns', this.namespace);
    ip('address', 'add', `${this.hereAddress}/30`, 'dev', this.#device);
    ip('link', 'set', this.#device, 'up');
    this.#there('link', 'set', 'remote', 'address', mac, 'up');
    this.#there('address', 'add', `${this.thereAddress}/30`, 'dev', 'remote');
    // What is sent to one who vanished goes out and is lost, as on a longer way: nobody here may notice that it is not there.
    ip('neighbour', 'add', this.thereAddress, 'lladdr', mac, 'dev', this.#device, 'nud', 'permanent');
  }

  /** Where it reaches us. */
  get hereAddress(): string {
    return `${this.#net}${this.#host + 1}`;
  }

  get thereAddress(): string {
    return `${this.#net}${this.#host + 2}`;
  }

  /** From now on nothing comes from there, and what is sent there is lost. */
  vanish(): void {
    this.#there('address', 'flush', 'dev', 'remote');
  }

  /** Connections from there that some process here still has open, at this port. */
  connectionsAt(port: number): number {
    const remote = hex(this.thereAddress);
    const local = port.toString(16).toUpperCase().padStart(4, '0');
    return readFileSync('/proc/net/tcp', 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, here, there]) => here?.endsWith(`:${local}`) && there?.startsWith(`${remote}:`))
      .filter(([, , , , , , , , , inode]) => inode !== '0').length;
  }

  /** To be called when nobody is there any more. */
  remove(): void {
    ip('link', 'delete', this.#device);
    ip('netns', 'delete', this.namespace);
  }

  #there(...args: string[]): void {
    ip('-n', this.namespace, ...args);
  }
}

function ip(...args: string[]): void {
  try {
    execFileSync('ip', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (cause) {
    throw new Error(`ip ${args.join(' ')}: this test wants root and iproute2`, { cause });
  }
}

/** As in /proc/net/tcp: the four bytes in the order of a little-endian machine. */
function hex(address: string): string {
  const bytes = address.split('.').map((part) => Number(part).toString(16).toUpperCase().padStart(2, '0'));
  return bytes.toReversed().join('');
}
