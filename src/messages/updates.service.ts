import { Injectable } from '@nestjs/common';
import type { Session } from '../accounts/session.js';
import { SessionService } from '../accounts/session.service.js';
import { ChatError } from '../chat-error.js';
import { Clock } from '../clock.js';
import { Config } from '../config/config.js';
import { JsonBytes } from '../json-bytes.js';
import { RoomLogService } from '../log/room-log.service.js';
import { OWN_LOG, isPrivateKey } from '../rooms/room.js';
import type { UpdatesQuery } from './dto/updates-query.js';
import { EventReader, type Events, NO_EVENTS } from './event-reader.js';
import { holdMs } from './hold.js';
import { MessageBufferService } from './message-buffer.service.js';
import { type Holder, PollQuota } from './poll-quota.js';
import type { RoomBuffer } from './room-buffer.js';
import type { Waiter } from './waiter.js';

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

/** The long poll of the REST surface: one for many rooms, whose positions the client keeps. */
@Injectable()
export class UpdatesService {
  constructor(
    private readonly buffers: MessageBufferService,
    private readonly log: RoomLogService,
    private readonly events: EventReader,
    private readonly quota: PollQuota,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly sessions: SessionService,
  ) {}

  /**
   * Resolves with UpdatesJson: what lies after the positions as soon as there is any, or none of it when the hold is over, the
   * node stops, or newer polls of the session take its place. Undefined if the client went away. Rejects with SHUTTING_DOWN,
   * STORAGE_UNAVAILABLE, EPOCH_CHANGED if the positions are those of another log or ahead of this one, or SESSION_ENDED as
   * soon as that happens.
   */
  async poll(request: UpdatesRequest, waiter: Waiter): Promise<JsonBytes | undefined> {
    if (this.buffers.isDraining) throw new ChatError('SHUTTING_DOWN', { retryAfterSeconds: 1 });
    if (request.epoch !== undefined && request.epoch !== this.log.epoch) throw new ChatError('EPOCH_CHANGED');
    const keys = [...request.after.keys()];
    const closed = keys.filter(isPrivateKey);
    const rooms = keys.filter((key) => key !== OWN_LOG && !isPrivateKey(key));
    // Nothing has been written into anybody's own log yet.
    if ((request.after.get(OWN_LOG) ?? 0) > 0) throw new ChatError('EPOCH_CHANGED');
    const holder: Holder = { session: request.session, address: request.address, rooms: rooms.length };
    if (!this.quota.admit(holder, waiter))
      return this.#answer(request, NO_EVENTS, closed, between(CROWDED_RETRY_MS));
    waiter.expiresAtMs = this.clock.monotonicMs() + holdMs(this.config.holdMs, request.waitMs);
    // Subscribe first, then read: an entry stored between the two wakes the waiter.
    const buffers = this.buffers.join(rooms, waiter);
    try {
      // All at once: a read that failed while another is awaited would have nobody who hears of it, and end the process.
      if (!buffers.every(({ isReady }) => isReady)) await Promise.all(buffers.map(({ ready }) => ready));
      await this.#checkPositions(buffers, request.after);
      const answer = await this.#await(buffers, request, closed, waiter);
      // After the last read: what a session that has ended may not have is in no answer.
      const confirmed = this.sessions.confirm(request.session);
      if (confirmed) await confirmed;
      return answer;
    } finally {
      this.buffers.leave(buffers, waiter);
      this.quota.release(holder, waiter);
    }
  }

  async #await(
    buffers: readonly RoomBuffer[],
    request: UpdatesRequest,
    closed: string[],
    waiter: Waiter,
  ): Promise<JsonBytes | undefined> {
    for (;;) {
      const read = this.events.read(buffers, request.after, request.limit);
      const events = read instanceof Promise ? await read : read;
      if (waiter.isGone) return undefined;
      if (events !== NO_EVENTS || closed.length > 0)
        return this.#answer(request, events, closed, this.buffers.isDraining ? retryMsOf('draining') : 0);
      // Nothing to wait for when asked not to: the sweep is too coarse for it.
      const reason = request.waitMs === 0 ? 'over' : await waiter.woken();
      if (reason === 'revoked') await this.sessions.confirm(request.session);
      if (reason === 'news' || reason === 'revoked') continue;
      if (reason === 'gone') return undefined;
      const last = await this.events.read(buffers, request.after, request.limit);
      return this.#answer(request, last, closed, retryMsOf(reason));
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

  #answer(request: UpdatesRequest, { events, gaps, more }: Events, closed: string[], retryMs = 0): JsonBytes {
    const me = JSON.stringify(request.session.user?.id ?? null);
    const head = `{"epoch":"${this.log.epoch}","me":${me},"events":[`;
    // Names of rooms are no ASCII.
    const rest = JsonBytes.of(JSON.stringify({ gaps, closed, more, retryMs }).slice(1));
    return JsonBytes.join(head, events, `],${rest.latin1}`);
  }
}

function retryMsOf(reason: 'over' | 'draining' | 'displaced'): number {
  if (reason === 'over') return 0;
  return reason === 'displaced' ? DISPLACED_RETRY_MS : between(DRAINING_RETRY_MS);
}

function between([least, most]: readonly [number, number]): number {
  return Math.round(least + Math.random() * (most - least));
}
