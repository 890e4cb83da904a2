import { hash } from 'node:crypto';

/**
 * A person's read marks by room key. Their version follows from the marks alone, so it is the same on every node and after a
 * restart: a client that changes nodes is not told what it knows.
 */
export class Marks {
  private constructor(
    readonly read: ReadonlyMap<string, number>,
    /** The digests of all marks, XORed: their order does not matter, and one can be replaced. */
    private readonly digest: bigint,
  ) {}

  static of(read: ReadonlyMap<string, number>): Marks {
    let digest = 0n;
    for (const [room, seq] of read) digest ^= digestOf(room, seq);
    return new Marks(read, digest);
  }

  /** Never `0`, which clients send that know no marks. */
  get version(): string {
    return `m${this.digest.toString(36)}`;
  }

  /** These marks with some of them moved. */
  with(moved: ReadonlyMap<string, number>): Marks {
    let { digest } = this;
    for (const [room, seq] of moved) {
      const before = this.read.get(room);
      if (before !== undefined) digest ^= digestOf(room, before);
      digest ^= digestOf(room, seq);
    }
    return new Marks(new Map([...this.read, ...moved]), digest);
  }
}

function digestOf(room: string, seq: number): bigint {
  return hash('sha256', `${seq} ${room}`, 'buffer').readBigUInt64BE();
}
