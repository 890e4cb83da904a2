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

/** An answer ends here, whatever the limit: it has to be held in memory for as long as the client takes to read it. */
const MAX_EVENTS_BYTES = 1_000_000;

/** Reading and rendering so many takes a few milliseconds: then it is somebody else's turn. */
const RENDERED_AT_ONCE = 20;

/** Events of several rooms, as JSON without the brackets round them. */
export interface Events {
  events: readonly JsonBytes[];
  gaps: GapJson[];
  /** There is more than this. */
  more: boolean;
  /** Where whoever gets them stands from then on. */
  reached: readonly Reached[];
}

/** Nothing new in any room. */
export const NO_EVENTS: Events = { events: [], gaps: [], more: false, reached: [] };

/** What one room has for a client: `count` entries after `start`, which is above `position` where a gap lies between. */
interface Pending {
  buffer: RoomBuffer;
  position: number;
  start: number;
  count: number;
}

/** Reads what lies after a client's positions, over all its rooms. */
@Injectable()
export class EventReader {
  constructor(
    private readonly log: RoomLogService,
    private readonly view: MessageView,
    private readonly config: Config,
  ) {}

  /**
   * At most `limit` events, the same number of each room as far as there are any. Per room they are contiguous from its
   * position, but for a declared gap: who is more than BUFFER_SIZE entries behind gets the newest BUFFER_SIZE. Of `hidden` authors
   * there is no more than the place. NO_EVENTS if there are none. At once where the buffers have all of them.
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
    // What most polls come to: waiters of a room at the same position share one text.
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

  /** As much as the limits allow. A room that gets nothing this time is left for the next. */
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
        // The first of all is given however long it is: otherwise nobody would ever get past it.
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

/** Then the answer is not everybody's. */
function isAnyHidden(pending: readonly Pending[], hidden: Hidden): boolean {
  if (hidden.size === 0) return false;
  return pending.some(({ buffer, start }) => buffer.after(start).some((entry) => isHidden(entry, hidden)));
}

interface Share {
  of: Pending;
  count: number;
}

/**
 * Round-robin: one event of each room in turn, until the limit. How much the client has seen tells whose turn it is: where
 * not all rooms can have a part, the next poll begins with the room after the last that had one.
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
