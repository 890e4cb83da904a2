import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { JsonBytes } from '../../json-bytes.js';
import type { Entry } from '../../log/entry.js';
import { RoomLogService } from '../../log/room-log.service.js';
import { wireKey } from '../../log/own-log.js';
import type { GapJson } from './dto/updates.json.js';
import type { Reached } from './interest.js';
import { type Hidden, NOBODY, isHidden } from '../../messages/hidden.js';
import { MessageView } from '../../messages/message.view.js';
import type { RoomBuffer } from '../../buffers/room-buffer.js';

/**
 * An answer ends here whatever the limit, because it is in memory for as long as the client takes to read it.
 */
const MAX_EVENTS_BYTES = 1_000_000;

/** Reading and rendering this many takes a few milliseconds; then the event loop gets a turn. */
const RENDERED_AT_ONCE = 20;

/** Events of several rooms, as JSON without the brackets of the array. */
export interface Events {
  events: readonly JsonBytes[];
  gaps: GapJson[];
  /** There is more to read after these. */
  more: boolean;
  /** The client's new positions. */
  reached: readonly Reached[];
}

export const NO_EVENTS: Events = { events: [], gaps: [], more: false, reached: [] };

/**
 * What one room has for a client: `count` entries after `start`. `start` is above `position` if there is a
 * gap between them.
 */
interface Pending {
  buffer: RoomBuffer;
  position: number;
  start: number;
  count: number;
}

/** Reads the entries after a client's positions, over all its rooms. */
@Injectable()
export class EventReader {
  constructor(
    private readonly log: RoomLogService,
    private readonly view: MessageView,
    private readonly config: Config,
  ) {}

  /**
   * At most `limit` events, shared equally among the rooms that have some. The events of a room are
   * contiguous from its position, except for a declared gap: a client more than BUFFER_SIZE entries behind
   * gets the newest BUFFER_SIZE. Entries of `hidden` authors have a place but no content. NO_EVENTS if there
   * are none. Synchronous if the buffers hold them all.
   */
  read(
    buffers: readonly RoomBuffer[],
    after: ReadonlyMap<string, number>,
    limit: number,
    hidden: Hidden,
  ): Events | Promise<Events> {
    const pending = this.#pendingOf(buffers, after);
    if (pending.length === 0) return NO_EVENTS;
    const total = pending.reduce((sum, { count }) => sum + count, 0);
    const inMemory = pending.every(({ buffer, start }) => start >= buffer.floorSeq);
    if (total > limit || !inMemory || isAnyHidden(pending, hidden))
      return this.#readSome(pending, limit, hidden);
    // The usual case: waiters at the same position of a room share one text.
    const events = pending.map(({ buffer, start }) =>
      buffer.answerAfter('events', start, (entries) => this.#json(entries)),
    );
    const bytes = events.reduce((sum, { latin1 }) => sum + latin1.length, 0);
    if (bytes > MAX_EVENTS_BYTES) return this.#readSome(pending, limit, hidden);
    return {
      events,
      gaps: gapsOf(pending),
      more: false,
      reached: pending.map((all) => reachedIn(all, all.count)),
    };
  }

  #pendingOf(buffers: readonly RoomBuffer[], after: ReadonlyMap<string, number>): Pending[] {
    const pending: Pending[] = [];
    for (const buffer of buffers) {
      const position = after.get(buffer.room) as number;
      const newest = buffer.newestSeq;
      if (newest <= position) continue;
      const start = Math.max(position, newest - this.config.bufferSize);
      pending.push({ buffer, position, start, count: newest - start });
    }
    return pending;
  }

  /** As much as the limits allow. Rooms left out now are served by the next poll. */
  async #readSome(all: readonly Pending[], limit: number, hidden: Hidden): Promise<Events> {
    const shares = shareOut(all, limit);
    let more = shares.length < all.length || shares.some(({ of, count }) => count < of.count);
    const given: Pending[] = [];
    const reached: Reached[] = [];
    const events: JsonBytes[] = [];
    let bytes = 0;
    let rendered = 0;
    for (const { of, count } of shares) {
      const entries = await this.#entries(of, count);
      const fitting: JsonBytes[] = [];
      for (const entry of entries) {
        if (++rendered % RENDERED_AT_ONCE === 0) await nextTurn();
        const event = JsonBytes.of(this.view.event(entry, hidden));
        // The first event is always sent, however long; otherwise no client would get past it.
        if (bytes > 0 && bytes + event.latin1.length > MAX_EVENTS_BYTES) break;
        bytes += event.latin1.length;
        fitting.push(event);
      }
      if (fitting.length < count) more = true;
      if (fitting.length === 0) break;
      given.push(of);
      reached.push(reachedIn(of, fitting.length));
      events.push(...fitting);
    }
    return { events, gaps: gapsOf(given), more, reached };
  }

  async #entries({ buffer, start }: Pending, count: number): Promise<Entry[]> {
    if (start >= buffer.floorSeq) return buffer.after(start).slice(0, count);
    return this.log.listOldest(buffer.room, count, { after: start });
  }

  #json(entries: readonly Entry[]): JsonBytes {
    return JsonBytes.of(entries.map((entry) => this.view.event(entry, NOBODY)).join(','));
  }
}

/** If so, the answer cannot be shared. */
function isAnyHidden(pending: readonly Pending[], hidden: Hidden): boolean {
  if (hidden.size === 0) return false;
  return pending.some(({ buffer, start }) => buffer.after(start).some((entry) => isHidden(entry, hidden)));
}

interface Share {
  of: Pending;
  count: number;
}

/**
 * Round-robin: one event of each room in turn, up to the limit. The sum of the client's positions decides
 * which room is first, so if there are more rooms than the limit, the next poll begins after the last room
 * served.
 */
function shareOut(all: readonly Pending[], limit: number): Share[] {
  const first = all.reduce((sum, { position }) => sum + position, 0) % all.length;
  const shares = [...all.slice(first), ...all.slice(0, first)]
    .slice(0, limit)
    .map((of) => ({ of, count: 0 }));
  let left = limit;
  while (left > 0) {
    const hungry = shares.filter(({ of, count }) => count < of.count);
    if (hungry.length === 0) break;
    const each = Math.max(1, Math.floor(left / hungry.length));
    for (const share of hungry) {
      const count = Math.min(each, share.of.count - share.count, left);
      share.count += count;
      left -= count;
    }
  }
  return shares.filter(({ count }) => count > 0);
}

function reachedIn({ buffer, start }: Pending, count: number): Reached {
  return { room: buffer.room, seq: start + count };
}

function gapsOf(pending: readonly Pending[]): GapJson[] {
  return pending
    .filter(({ start, position }) => start > position)
    .map(({ buffer, start, position }) => ({
      room: wireKey(buffer.room),
      after: position,
      before: start + 1,
    }));
}
