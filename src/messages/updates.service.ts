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
import { type Marks, ReadMarks } from '../rooms/read-marks.js';
import { Signals } from '../signals/signals.js';
import { ownLogKey } from '../log/own-log.js';
import type { UpdatesQuery } from './dto/updates-query.js';
import type { MarksJson, UpdatesJson } from './dto/updates.json.js';
import { EventReader, type Events, NO_EVENTS } from './event-reader.js';
import { holdMs } from './hold.js';
import type { Interest } from './interest.js';
import { Interests } from './interests.js';
import { MessageBufferService } from './message-buffer.service.js';
import { type Holder, PollQuota } from './poll-quota.js';
import type { PolledRooms } from './polled-rooms.js';
import type { WakeReason, Waiter } from './waiter.js';

/** Long enough that a client with too many polls does not displace its own in a circle. */
const DISPLACED_RETRY_MS = 5000;
/** A node that stops sends everybody away at once: they come back spread over this time. */
const DRAINING_RETRY_MS = [1000, 3000] as const;
const CROWDED_RETRY_MS = [5000, 10_000] as const;

/** Of nearly every answer. */
const PLAIN_END = endOf({ gaps: [], closed: [], more: false, retryMs: 0 });

export interface UpdatesRequest extends UpdatesQuery {
  session: Session;
  /** See `clientAddress`. */
  address: string;
}

type EndReason = Exclude<WakeReason, 'news' | 'revoked' | 'gone'>;

/** The long poll of the REST surface: one for many rooms, whose positions the client keeps. */
@Injectable()
export class UpdatesService implements OnModuleInit, OnModuleDestroy {
  #marked: Subscription | undefined;

  constructor(
    private readonly buffers: MessageBufferService,
    private readonly interests: Interests,
    private readonly log: RoomLogService,
    private readonly events: EventReader,
    private readonly quota: PollQuota,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly sessions: SessionService,
    private readonly marks: ReadMarks,
    private readonly signals: Signals,
    private readonly blocks: BlockService,
  ) {}

  onModuleInit(): void {
    this.#marked = this.signals.marks.subscribe(({ userId, by }) => this.buffers.wake(ownLogKey(userId), by));
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
    const { session, address, epoch, list, waitMs } = request;
    const interest = this.interests.take(session, list);
    let answer: JsonBytes | undefined;
    try {
      if (this.buffers.isDraining) throw new ChatError('SHUTTING_DOWN', { retryAfterSeconds: 1 });
      if (epoch !== undefined && epoch !== this.log.epoch) throw new ChatError('EPOCH_CHANGED');
      const looking = interest.rooms.look();
      if (looking instanceof Promise) await looking;
      const holder: Holder = { session, address, rooms: interest.rooms.open.length };
      if (!this.quota.admit(holder, waiter))
        return this.#answer(request, interest, NO_EVENTS, between(CROWDED_RETRY_MS));
      waiter.expiresAtMs = this.clock.monotonicMs() + holdMs(this.config.holdMs, waitMs);
      this.buffers.hold(waiter);
      try {
        interest.waiter = waiter;
        // Listen first, then read: an entry stored between the two wakes the waiter.
        if (interest.buffers.length === 0) await this.#listen(interest);
        return (answer = await this.#await(interest, request, waiter));
      } finally {
        interest.waiter = undefined;
        this.buffers.release(waiter);
        this.quota.release(holder, waiter);
      }
    } finally {
      if (answer) this.interests.rest(session, interest);
      else this.interests.end(interest);
    }
  }

  /** Throws EPOCH_CHANGED: a position may be ahead of what this node has been told, but not of the log. */
  async #listen(interest: Interest): Promise<void> {
    const buffers = this.buffers.joinAll(interest.rooms.open, interest);
    interest.listenTo(buffers);
    // All at once: a read that failed while another is awaited would have nobody who hears of it, and end the process.
    if (!buffers.every(({ isReady }) => isReady)) await Promise.all(buffers.map(({ ready }) => ready));
    for (const buffer of buffers) {
      if (!interest.isAheadOf(buffer)) continue;
      const newestSeq = await this.log.newestSeq(buffer.room);
      if ((interest.positions.get(buffer.room) as number) > newestSeq) throw new ChatError('EPOCH_CHANGED');
    }
  }

  async #await(interest: Interest, request: UpdatesRequest, waiter: Waiter): Promise<JsonBytes | undefined> {
    const { session, limit, waitMs } = request;
    // Nothing to wait for when asked not to: the sweep is too coarse for it.
    let end: EndReason | undefined = waitMs === 0 ? 'over' : undefined;
    for (;;) {
      const blocked = this.blocks.hiddenFrom(session.user?.id);
      const hidden = blocked instanceof Promise ? await blocked : blocked;
      const read = this.events.read(interest.unread(), interest.positions, limit, hidden);
      const events = read instanceof Promise ? await read : read;
      const marked = this.#marksOf(request);
      const marks = marked instanceof Promise ? await marked : marked;
      // What has been read is answered only if they may read it at this moment too. Every coming and going is an entry of the
      // room, so it wakes those whom it concerns. The same of their session; both hold at the same moment.
      const looking = interest.rooms.look();
      if (looking !== true) {
        await looking;
        continue;
      }
      if (waiter.isGone) return undefined;
      const confirming = this.sessions.confirm(session);
      if (confirming) {
        await confirming;
        continue;
      }
      const news = marks?.version === request.marks ? undefined : marks;
      if (end || events !== NO_EVENTS || interest.rooms.hasClosed || news) {
        const retryMs = retryMsOf(end ?? (this.buffers.isDraining ? 'draining' : undefined));
        interest.advance(events.reached);
        return this.#answer(request, interest, events, retryMs, news);
      }
      const reason = await waiter.woken();
      if (reason === 'gone') return undefined;
      if (reason !== 'news' && reason !== 'revoked') end = reason;
    }
  }

  /** Undefined where they are not wanted, or there are none. At once where they are remembered. */
  #marksOf({ session: { user }, marks }: UpdatesRequest): Marks | undefined | Promise<Marks> {
    return user && marks !== undefined ? this.marks.of(user.id) : undefined;
  }

  #answer(
    { session }: UpdatesRequest,
    { rooms }: Interest,
    { events, gaps, more }: Events,
    retryMs: number,
    marks?: Marks,
  ): JsonBytes {
    const me = JSON.stringify(session.user?.id ?? null);
    const head = `{"epoch":"${this.log.epoch}","me":${me},"events":[`;
    const isPlain = gaps.length === 0 && !rooms.hasClosed && !more && retryMs === 0 && !marks;
    const rest = isPlain
      ? PLAIN_END
      : endOf({ gaps, closed: rooms.closed, more, retryMs, marks: marks && marksJson(marks, rooms) });
    return JsonBytes.join(head, events, `],${rest.latin1}`);
  }
}

/** What follows the events. */
function endOf(end: Omit<UpdatesJson, 'epoch' | 'me' | 'events'>): JsonBytes {
  // Names of rooms are no ASCII.
  return JsonBytes.of(JSON.stringify(end).slice(1));
}

/** Those of the rooms that are polled. */
function marksJson({ version, read }: Marks, rooms: PolledRooms): MarksJson {
  const polled = rooms.open.flatMap((key) => {
    const seq = read.get(key);
    return seq === undefined ? [] : [[key, seq] as const];
  });
  return { version, read: Object.fromEntries(polled) };
}

function retryMsOf(reason: EndReason | undefined): number {
  if (reason === undefined || reason === 'over') return 0;
  return reason === 'displaced' ? DISPLACED_RETRY_MS : between(DRAINING_RETRY_MS);
}

function between([least, most]: readonly [number, number]): number {
  return Math.round(least + Math.random() * (most - least));
}
