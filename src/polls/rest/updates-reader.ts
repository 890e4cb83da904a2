import { Injectable } from '@nestjs/common';
import type { Session } from '../../accounts/session.js';
import { MessageBufferService } from '../../buffers/message-buffer.service.js';
import { ChatError } from '../../chat-error.js';
import { BlockService } from '../../friends/block.service.js';
import { JsonBytes } from '../../json-bytes.js';
import { RoomLogService } from '../../log/room-log.service.js';
import type { Author } from '../../log/message.js';
import type { Hidden } from '../../messages/hidden.js';
import type { UpdatesQuery } from './dto/updates-query.js';
import type { UpdatesJson } from './dto/updates.json.js';
import { EventReader, type Events } from './event-reader.js';
import type { Interest } from './interest.js';
import { Interests } from './interests.js';
import { type TopicNews, Topics } from './topics.js';

/** The end of nearly every answer. */
const PLAIN_END = endOf({ gaps: [], closed: [], more: false, retryMs: 0 });

export interface UpdatesRequest extends UpdatesQuery {
  session: Session;
  /** See `clientAddress`. */
  address: string;
  /** The caller, if others may see that they are here, by what is known of the session now. */
  person?: (() => Author | undefined) | undefined;
}

/** Reads what a poll of the REST surface asks for, and writes its answer. */
@Injectable()
export class UpdatesReader {
  constructor(
    private readonly buffers: MessageBufferService,
    private readonly interests: Interests,
    private readonly log: RoomLogService,
    private readonly events: EventReader,
    private readonly topics: Topics,
    private readonly blocks: BlockService,
  ) {}

  /** Throws EPOCH_CHANGED if the client's positions belong to another log. */
  checkEpoch({ epoch }: UpdatesRequest): void {
    if (epoch !== undefined && epoch !== this.log.epoch) throw new ChatError('EPOCH_CHANGED');
  }

  /**
   * Throws EPOCH_CHANGED if a position is ahead of the log. It may be ahead of what this node has been told.
   */
  async listen(interest: Interest): Promise<void> {
    const buffers = this.buffers.joinAll(interest.rooms.open, interest);
    interest.listenTo(buffers);
    // Awaited together: if one read failed while another was awaited alone, its rejection would be unhandled
    // and end the process.
    if (!buffers.every(({ isReady }) => isReady)) await Promise.all(buffers.map(({ ready }) => ready));
    for (const buffer of buffers) {
      if (!interest.isAheadOf(buffer)) continue;
      const newestSeq = await this.log.newestSeq(buffer.room);
      if ((interest.positions.get(buffer.room) as number) > newestSeq) throw new ChatError('EPOCH_CHANGED');
    }
  }

  /** While it stays the same, what `hiddenFrom` returned is still true. */
  get blockChanges(): number {
    return this.blocks.changes;
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

  /** Keeps the interest of an answered poll for the next one; ends any other. */
  putDown({ session }: UpdatesRequest, interest: Interest, isAnswered: boolean): void {
    if (isAnswered) this.interests.park(session, interest);
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

/** The fields after the events. */
function endOf(end: Omit<UpdatesJson, 'epoch' | 'me' | 'events'>): JsonBytes {
  // Room names are not always ASCII.
  return JsonBytes.of(JSON.stringify(end).slice(1));
}
