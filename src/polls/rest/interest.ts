import type { Session } from '../../accounts/session.js';
import type { User } from '../../accounts/user.js';
import { ChatError } from '../../chat-error.js';
import { OWN_LOG, ownLogKey, wireKey } from '../../log/own-log.js';
import type { RoomAccessService } from '../../rooms/room-access.service.js';
import { detached } from '../../text.js';
import { positionsIn } from './dto/updates-query.js';
import { PolledRooms } from './polled-rooms.js';
import type { Listener, RoomBuffer } from '../../buffers/room-buffer.js';
import type { Waiter } from '../waiter.js';

/** A name of 64 code points, a position, a colon and a comma. */
const MAX_PAIR_CHARS = 150;

/** Up to where a client has been told what there is in a room. */
export interface Reached {
  room: string;
  seq: number;
}

/**
 * The rooms that a client asks for, and how far it has seen each. It listens to them between two polls too: what was quiet
 * meanwhile costs the next poll nothing, neither to read the client's list nor to look into the room.
 */
export class Interest implements Listener {
  /** The poll that waits for news of it. */
  waiter: Waiter | undefined;
  readonly rooms: PolledRooms;
  readonly #positions: Map<string, number>;
  /** With what list the client will come back; undefined if that cannot be told. */
  #list: string | undefined;
  #buffers: readonly RoomBuffer[] = [];
  /** All in which there may be something unread. */
  readonly #news = new Set<RoomBuffer>();

  /** Throws FIELD_INVALID or ROOM_INVALID, and EPOCH_CHANGED if somebody who has written nothing has seen something of their own log. */
  constructor(
    access: RoomAccessService,
    private readonly user: User | null,
    list: string,
  ) {
    if (!list.isWellFormed()) throw new ChatError('ROOM_INVALID');
    // What is kept of it would keep the whole request.
    this.#list = detached(list);
    this.#positions = withOwnLog(positionsIn(this.#list), user);
    this.rooms = new PolledRooms(access, user, [...this.#positions.keys()]);
  }

  /** Whether it is that of somebody who asks for this list. */
  isFor(user: User | null, list: string): boolean {
    return this.#list === list && this.user?.id === user?.id && this.user?.isGuest === user?.isGuest;
  }

  /** False if its client could not come back to it, or to all of it. A list is no longer than its rooms' names may be. */
  get isLasting(): boolean {
    const count = this.#buffers.length;
    return (
      count > 0 &&
      this.#list !== undefined &&
      this.#list.length <= count * MAX_PAIR_CHARS &&
      !this.rooms.hasClosed
    );
  }

  get session(): Session | undefined {
    return this.waiter?.session;
  }

  /** By the keys of the logs: the highest seq that the client has seen. */
  get positions(): ReadonlyMap<string, number> {
    return this.#positions;
  }

  /** None before it listens to its rooms. */
  get buffers(): readonly RoomBuffer[] {
    return this.#buffers;
  }

  /** What it listens to from now on. */
  listenTo(buffers: readonly RoomBuffer[]): void {
    this.#buffers = buffers;
    for (const buffer of buffers) this.#news.add(buffer);
  }

  hear(buffer: RoomBuffer): void {
    this.#news.add(buffer);
    this.waiter?.wake('news');
  }

  /** The rooms that may be read and hold something behind the client's position. */
  unread(): RoomBuffer[] {
    const unread: RoomBuffer[] = [];
    for (const buffer of this.#news) {
      if (buffer.newestSeq <= this.#positionIn(buffer) || !this.rooms.isOpen(buffer.room))
        this.#news.delete(buffer);
      else unread.push(buffer);
    }
    return unread;
  }

  /** True if a position is ahead of what this node has been told of the room. */
  isAheadOf(buffer: RoomBuffer): boolean {
    return this.#positionIn(buffer) > buffer.newestSeq;
  }

  /** The client is told so much: it will come back with these positions. */
  advance(reached: readonly Reached[]): void {
    for (const { room, seq } of reached) {
      this.#list = this.#list && moved(this.#list, wireKey(room), this.#positions.get(room) as number, seq);
      this.#positions.set(room, seq);
    }
  }

  #positionIn({ room }: RoomBuffer): number {
    return this.#positions.get(room) as number;
  }
}

/**
 * The positions, with that of one's own log under the key that it has. Of somebody who has written nothing it is empty. Throws
 * EPOCH_CHANGED.
 */
function withOwnLog(positions: Map<string, number>, user: User | null): Map<string, number> {
  const position = positions.get(OWN_LOG);
  if (position === undefined) return positions;
  if (!user && position > 0) throw new ChatError('EPOCH_CHANGED');
  positions.delete(OWN_LOG);
  if (user) positions.set(ownLogKey(user.id), position);
  return positions;
}

/** The list with another position in one room; undefined where the room is not written there like this. */
function moved(list: string, room: string, from: number, to: number): string | undefined {
  const pair = `${room}:${from}`;
  const at = list.startsWith(pair) ? 0 : list.indexOf(`,${pair}`) + 1;
  const end = at + pair.length;
  if (at === 0 && !list.startsWith(pair)) return undefined;
  // It may have been written with zeros in front of it.
  if (end < list.length && list[end] !== ',') return undefined;
  return `${list.slice(0, at)}${room}:${to}${list.slice(end)}`;
}
