import { Injectable } from '@nestjs/common';
import type { Session } from '../../accounts/session.js';
import { MessageBufferService } from '../../buffers/message-buffer.service.js';
import { ChatError } from '../../chat-error.js';
import { BlockService } from '../../friends/block.service.js';
import { JsonBytes } from '../../json-bytes.js';
import { RoomLogService } from '../../log/room-log.service.js';
import type { Hidden } from '../../messages/hidden.js';
import { HeldPolls } from '../held-polls.js';
import type { UpdatesQuery } from './dto/updates-query.js';
import type { UpdatesJson } from './dto/updates.json.js';
import { EventReader, type Events } from './event-reader.js';
import type { Interest } from './interest.js';
import { Interests } from './interests.js';
import { type TopicNews, Topics } from './topics.js';

/** Of nearly every answer. */
const PLAIN_END = endOf({ gaps: [], closed: [], more: false, retryMs: 0 });

export interface UpdatesRequest extends UpdatesQuery {
  session: Session;
  /** See `clientAddress`. */
  address: string;
}

/** What many rooms have for a poll of the REST surface, and how it is told. */
@Injectable()
export class UpdatesReader {
  constructor(
    private readonly held: HeldPolls,
    private readonly buffers: MessageBufferService,
    private readonly interests: Interests,
    private readonly log: RoomLogService,
    private readonly events: EventReader,
    private readonly topics: Topics,
    private readonly blocks: BlockService,
  ) {}

  get isDraining(): boolean {
    return this.held.isDraining;
  }

  /** Throws EPOCH_CHANGED. */
  checkEpoch({ epoch }: UpdatesRequest): void {
    if (epoch !== undefined && epoch !== this.log.epoch) throw new ChatError('EPOCH_CHANGED');
  }

  /** Throws EPOCH_CHANGED: a position may be ahead of what this node has been told, but not of the log. */
  async listen(interest: Interest): Promise<void> {
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

  hiddenFrom({ session }: UpdatesRequest): Hidden | Promise<Hidden> {
    return this.blocks.hiddenFrom(session.user?.id);
  }

  read({ limit }: UpdatesRequest, interest: Interest, hidden: Hidden): Events | Promise<Events> {
    return this.events.read(interest.unread(), interest.positions, limit, hidden);
  }

  topicNews(
    { session, topics }: UpdatesRequest,
    { rooms }: Interest,
  ): readonly TopicNews[] | Promise<readonly TopicNews[]> {
    return this.topics.newsFor(topics, session.user, rooms);
  }

  /** After its poll: kept for the next one, if there is likely to be one. */
  putDown({ session }: UpdatesRequest, interest: Interest, isAnswered: boolean): void {
    if (isAnswered) this.interests.rest(session, interest);
    else this.interests.end(interest);
  }

  answer(
    { session }: UpdatesRequest,
    { rooms }: Interest,
    { events, gaps, more }: Events,
    retryMs: number,
    topics: readonly TopicNews[],
  ): JsonBytes {
    const me = JSON.stringify(session.user?.id ?? null);
    const head = `{"epoch":"${this.log.epoch}","me":${me},"events":[`;
    const isPlain = gaps.length === 0 && !rooms.hasClosed && !more && retryMs === 0 && topics.length === 0;
    const rest = isPlain
      ? PLAIN_END
      : endOf({
          gaps,
          closed: rooms.closed,
          more,
          retryMs,
          ...Object.fromEntries(topics.map(({ name, json }) => [name, json])),
        });
    return JsonBytes.join(head, events, `],${rest.latin1}`);
  }
}

/** What follows the events. */
function endOf(end: Omit<UpdatesJson, 'epoch' | 'me' | 'events'>): JsonBytes {
  // Names of rooms are no ASCII.
  return JsonBytes.of(JSON.stringify(end).slice(1));
}
