import { RoomBuffer } from '../../src/buffers/room-buffer.js';
import type { Weight } from '../../src/buffers/weight.js';
import { entry, seqsOf } from './entries.js';

export function weighing(): Weight {
  return { totalBytes: 0 };
}

/** What a buffer holds: the seqs of its entries, and its floor. */
export function state(buffer: RoomBuffer): [number[], number] {
  return [seqsOf(buffer.entries), buffer.floorSeq];
}

/** A buffer of a room that stands at `seq`; 0 is an empty room. */
export function startedAt(seq: number, size = 3, weight = weighing()): RoomBuffer {
  const buffer = new RoomBuffer('r', size, weight);
  buffer.start(seq === 0 ? undefined : entry(seq));
  return buffer;
}
