import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import type { Session } from '../accounts/session.js';
import { SessionService } from '../accounts/session.service.js';
import { ChatError } from '../chat-error.js';
import { Clock } from '../clock.js';
import { Config } from '../config/config.js';
import { BlockService } from '../friends/block.service.js';
import { JsonBytes } from '../json-bytes.js';
import { RoomLogService } from '../log/room-log.service.js';
import { ReadMarks } from '../rooms/read-marks.js';
import { RoomAccessService } from '../rooms/room-access.service.js';
import { OWN_LOG, ownLogKey } from '../log/own-log.js';
import type { UpdatesQuery } from './dto/updates-query.js';
import type { MarksJson } from './dto/updates.json.js';
import { EventReader, type Events, NO_EVENTS } from './event-reader.js';
import { holdMs } from './hold.js';
import { MessageBufferService } from './message-buffer.service.js';
import { type Holder, PollQuota } from './poll-quota.js';
import { PolledRooms } from './polled-rooms.js';
import type { RoomBuffer } from './room-buffer.js';
import type { WakeReason, Waiter } from './waiter.js';

/** Long enough that a client with too many polls does not displace its own in a circle. */
const DISPLACED_RETRY_MS = 5000;
/** A node that stops sends everybody away at once: they come back spread over this time. */
const DRAINING_RETRY_MS = [1000, 3000] as const;
const CROWDED_RETRY_MS = [5000, 10_000] as const;

export interface UpdatesRequest extends UpdatesQuery {
  session: Session;
  /** IP address of the client. */
  address: string;
}

type EndReason = Exclude<WakeReason, 'news' | 'revoked' | 'gone'>;

/** A request, its positions by the keys of the logs, and what of it its user may read. */
interface Asked extends UpdatesRequest {
  rooms: PolledRooms;
}

/** The long poll of the REST surface: one for many rooms, whose positions the client keeps. */
@Injectable()
export class UpdatesService implements OnModuleInit, OnModuleDestroy {
  #marked: Subscription | undefined;

  constructor(
    private readonly buffers: MessageBufferService,
    private readonly access: RoomAccessService,
    private readonly log: RoomLogService,
    private readonly events: EventReader,
    private readonly quota: PollQuota,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly sessions: SessionService,
    private readonly marks: ReadMarks,
    private readonly blocks: BlockService,
  ) {}

  onModuleInit(): void {
    this.#marked = this.marks.changed.subscribe((userId) => this.buffers.wake(ownLogKey(userId)));
  }

  onModuleDestroy(): void {
    this.#marked?.unsubscribe();
  }

  /**
   * Resolves with UpdatesJson: what lies after the positions as soon as there is any, or none of it when the hold is over, the
   * node stops, or newer polls of the session take its place. Rooms that the user may not read are `closed`; when that becomes so,
   * the poll ends at once. Undefined if the client went away. Rejects with SHUTTING_DOWN, STORAGE_UNAVAILABLE, EPOCH_CHANGED if
   * the positions are those of another log or ahead of this one, or SESSION_ENDED as soon as that happens.
   */
  async poll(request: UpdatesRequest, waiter: Waiter): Promise<JsonBytes | undefined> {
    if (this.buffers.isDraining) throw new ChatError('SHUTTING_DOWN', { retryAfterSeconds: 1 });
    if (request.epoch !== undefined && request.epoch !== this.log.epoch) throw new ChatError('EPOCH_CHANGED');
    const after = withOwnLog(request);
    const rooms = new PolledRooms(this.access, request.session.user, [...after.keys()]);
    if (rooms.hasPrivate) await rooms.look();
    const asked: Asked = { ...request, after, rooms };
    const holder: Holder = { session: request.session, address: request.address, rooms: rooms.open.length };
    if (!this.quota.admit(holder, waiter)) return this.#answer(asked, NO_EVENTS, between(CROWDED_RETRY_MS));
    waiter.expiresAtMs = this.clock.monotonicMs() + holdMs(this.config.holdMs, request.waitMs);
    // Subscribe first, then read: an entry stored between the two wakes the waiter.
    const buffers = this.buffers.join(rooms.open, waiter);
    try {
      // All at once: a read that failed while another is awaited would have nobody who hears of it, and end the process.
      if (!buffers.every(({ isReady }) => isReady)) await Promise.all(buffers.map(({ ready }) => ready));
      await this.#checkPositions(buffers, after);
      return await this.#await(buffers, asked, waiter);
    } finally {
      this.buffers.leave(buffers, waiter);
      this.quota.release(holder, waiter);
    }
  }

  async #await(joined: readonly RoomBuffer[], asked: Asked, waiter: Waiter): Promise<JsonBytes | undefined> {
    const { rooms, after, limit, waitMs } = asked;
    let buffers = joined;
    // Nothing to wait for when asked not to: the sweep is too coarse for it.
    let end: EndReason | undefined = waitMs === 0 ? 'over' : undefined;
    for (;;) {
      const blocked = this.blocks.hiddenFrom(asked.session.user?.id);
      const hidden = blocked instanceof Promise ? await blocked : blocked;
      const read = this.events.read(buffers, after, limit, hidden);
      const events = read instanceof Promise ? await read : read;
      const marks = asked.marks === undefined ? undefined : await this.#marksSince(asked);
      // What has been read is answered only if they may read it at this moment too. Every coming and going is an entry of the
      // room, so it wakes those whom it concerns.
      const looked = !rooms.hasPrivate || rooms.look();
      if (!(looked instanceof Promise ? await looked : looked)) {
        buffers = joined.filter(({ room }) => rooms.isOpen(room));
        continue;
      }
      if (waiter.isGone) return undefined;
      // The same of their session; both hold at the same moment.
      const looking = this.sessions.confirm(asked.session);
      if (looking) {
        await looking;
        continue;
      }
      if (end || events !== NO_EVENTS || rooms.hasClosed || marks) {
        const retryMs = retryMsOf(end ?? (this.buffers.isDraining ? 'draining' : undefined));
        return this.#answer(asked, events, retryMs, marks);
      }
      const reason = await waiter.woken();
      if (reason === 'gone') return undefined;
      if (reason !== 'news' && reason !== 'revoked') end = reason;
    }
  }

  /** A position may be ahead of what this node has been told, but not of the log. */
  async #checkPositions(buffers: readonly RoomBuffer[], after: ReadonlyMap<string, number>): Promise<void> {
    for (const buffer of buffers) {
      const position = after.get(buffer.room) as number;
      if (position > buffer.newestSeq && position > (await this.log.newestSeq(buffer.room)))
        throw new ChatError('EPOCH_CHANGED');
    }
  }

  async #marksSince({ session: { user }, marks, rooms }: Asked): Promise<MarksJson | undefined> {
    if (!user) return undefined;
    const { version, read } = await this.marks.of(user.id);
    if (version === marks) return undefined;
    const polled = rooms.open.flatMap((key) => {
      const seq = read.get(key);
      return seq === undefined ? [] : [[key, seq] as const];
    });
    return { version, read: Object.fromEntries(polled) };
  }

  #answer(
    { session, rooms }: Asked,
    { events, gaps, more }: Events,
    retryMs: number,
    marks?: MarksJson,
  ): JsonBytes {
    const me = JSON.stringify(session.user?.id ?? null);
    const head = `{"epoch":"${this.log.epoch}","me":${me},"events":[`;
    // Names of rooms are no ASCII.
    const rest = JsonBytes.of(JSON.stringify({ gaps, closed: rooms.closed, more, retryMs, marks }).slice(1));
    return JsonBytes.join(head, events, `],${rest.latin1}`);
  }
}

/**
 * The positions, with that of one's own log under the key that it has. Of somebody who has written nothing it is empty. Throws
 * EPOCH_CHANGED.
 */
function withOwnLog({ after, session: { user } }: UpdatesRequest): ReadonlyMap<string, number> {
  const position = after.get(OWN_LOG);
  if (position === undefined) return after;
  if (!user && position > 0) throw new ChatError('EPOCH_CHANGED');
  const positions = new Map(after);
  positions.delete(OWN_LOG);
  if (user) positions.set(ownLogKey(user.id), position);
  return positions;
}

function retryMsOf(reason: EndReason | undefined): number {
  if (reason === undefined || reason === 'over') return 0;
  return reason === 'displaced' ? DISPLACED_RETRY_MS : between(DRAINING_RETRY_MS);
}

function between([least, most]: readonly [number, number]): number {
  return Math.round(least + Math.random() * (most - least));
}
