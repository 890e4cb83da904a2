import type { Session } from '../../accounts/session.js';
import type { User } from '../../accounts/user.js';
import { ChatError } from '../../chat-error.js';
import type { Author } from '../../log/message.js';
import { OWN_LOG, ownLogKey, wireKey } from '../../log/own-log.js';
import type { RoomAccessService } from '../../rooms/room-access.service.js';
import { detached } from '../../text.js';
import { positionsIn } from './dto/updates-query.js';
import { PolledRooms } from './polled-rooms.js';
import type { Listener, RoomBuffer } from '../../buffers/room-buffer.js';
import type { Waiter } from '../waiter.js';

/** A room name of up to 64 code points, a position, a colon and a comma. */
const MAX_PAIR_CHARS = 150;

/** The client has got all entries of the room up to this seq. */
export interface Reached {
  room: string;
  seq: number;
}

/**
 * The rooms that a client polls, and its position in each. It keeps listening between two polls, so the next
 * one need not parse the list again or look at rooms where nothing happened.
 */
export class Interest implements Listener {
  /** The poll held for it, if any. */
  waiter: Waiter | undefined;
  /** The person whom others see in the rooms, by the choice of the last poll. */
  person: Author | undefined;
  /** While no poll is held for it: until when its person counts as one who listens. */
  seenUntilMs: number | undefined;
  readonly rooms: PolledRooms;
  readonly #positions: Map<string, number>;
  /** The list that the client should send next; undefined if that cannot be predicted. */
  #list: string | undefined;
  #buffers: readonly RoomBuffer[] = [];
  /** The buffers that may hold something unread. */
  readonly #news = new Set<RoomBuffer>();

  /**
   * Throws FIELD_INVALID, ROOM_INVALID, or EPOCH_CHANGED if somebody without a user has a position in their
   * own log.
   */
  constructor(
    access: RoomAccessService,
    private readonly user: User | null,
    list: string,
  ) {
    if (!list.isWellFormed()) throw new ChatError('ROOM_INVALID');
    // A slice would keep the whole request body in memory.
    this.#list = detached(list);
    this.#positions = withOwnLog(positionsIn(this.#list), user);
    this.rooms = new PolledRooms(access, user, [...this.#positions.keys()]);
  }

  /** True if this user, asking for this list, may continue here. */
  isFor(user: User | null, list: string): boolean {
    return this.#list === list && this.user?.id === user?.id && this.user?.isGuest === user?.isGuest;
  }

  /**
   * False if the client cannot come back to it, or if a room of it has closed. The length of a list is
   * bounded by its rooms, to bound memory.
   */
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

  /** The highest seq that the client has seen, by room key. */
  get positions(): ReadonlyMap<string, number> {
    return this.#positions;
  }

  /** Empty before `listenTo`. */
  get buffers(): readonly RoomBuffer[] {
    return this.#buffers;
  }

  listenTo(buffers: readonly RoomBuffer[]): void {
    this.#buffers = buffers;
    for (const buffer of buffers) this.#news.add(buffer);
  }

  hear(buffer: RoomBuffer): void {
    this.#news.add(buffer);
    this.waiter?.wake('news');
  }

  /** The readable rooms with entries after the client's position. */
  unread(): RoomBuffer[] {
    const unread: RoomBuffer[] = [];
    for (const buffer of this.#news) {
      if (buffer.newestSeq <= this.#positionIn(buffer) || !this.rooms.isOpen(buffer.room))
        this.#news.delete(buffer);
      else unread.push(buffer);
    }
    return unread;
  }

  /** True if the position is ahead of what this node has been told of the room. */
  isAheadOf(buffer: RoomBuffer): boolean {
    return this.#positionIn(buffer) > buffer.newestSeq;
  }

  /** The client has got this much, and should come back with these positions. */
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
 * Replaces `@me` by the key of the user's own log. Without a user that log is empty, so it is left out;
 * throws EPOCH_CHANGED if the position is not 0.
 */
function withOwnLog(positions: Map<string, number>, user: User | null): Map<string, number> {
  const position = positions.get(OWN_LOG);
  if (position === undefined) return positions;
  if (!user && position > 0) throw new ChatError('EPOCH_CHANGED');
  positions.delete(OWN_LOG);
  if (user) positions.set(ownLogKey(user.id), position);
  return positions;
}

/**
 * The list with a new position in one room; undefined if the list does not contain the pair in this spelling.
 */
function moved(list: string, room: string, from: number, to: number): string | undefined {
  const pair = `${room}:${from}`;
  const at = list.startsWith(pair) ? 0 : list.indexOf(`,${pair}`) + 1;
  const end = at + pair.length;
  if (at === 0 && !list.startsWith(pair)) return undefined;
  // The position in the list may be longer, as in `42:01`.
  if (end < list.length && list[end] !== ',') return undefined;
  return `${list.slice(0, at)}${room}:${to}${list.slice(end)}`;
}
