import { Injectable } from '@nestjs/common';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { JsonBytes } from '../json-bytes.js';
import { RoomLogService } from '../log/room-log.service.js';
import type { Stretch } from '../log/room-log.store.js';
import { MessageView } from './message.view.js';

/** An answer ends here, whatever the limit. */
const MAX_BYTES = 4_000_000;
/** Rendering so many takes a few milliseconds: then it is somebody else's turn. */
const RENDERED_AT_ONCE = 50;

export interface HistoryQuery extends Stretch {
  room: string;
  limit: number;
  order: 'oldest' | 'newest';
}

/** Reading back what happened in a room, however long ago. */
@Injectable()
export class HistoryService {
  constructor(
    private readonly log: RoomLogService,
    private readonly view: MessageView,
  ) {}

  /** Resolves with EntriesJson: the oldest or the newest entries of a stretch of the log, in this order. */
  async list({ room, limit, order, after, before }: HistoryQuery): Promise<JsonBytes> {
    const stretch = { after, before };
    // One more than is given tells whether there is more.
    const found =
      order === 'oldest'
        ? await this.log.listOldest(room, limit + 1, stretch)
        : (await this.log.listNewest(room, limit + 1, stretch)).toReversed();
    const events: JsonBytes[] = [];
    let bytes = 0;
    for (const entry of found.slice(0, limit)) {
      const event = JsonBytes.of(this.view.event(entry));
      bytes += event.latin1.length;
      if (bytes > MAX_BYTES && events.length > 0) break;
      events.push(event);
      if (events.length % RENDERED_AT_ONCE === 0) await nextTurn();
    }
    const more = events.length < found.length;
    const head = JsonBytes.of(`{"room":${JSON.stringify(room)},"entries":[`).latin1;
    return JsonBytes.join(head, events, `],"more":${more}}`);
  }
}
