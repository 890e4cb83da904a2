import { Injectable } from '@nestjs/common';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { User } from '../accounts/user.js';
import { BlockService } from '../friends/block.service.js';
import { JsonBytes } from '../json-bytes.js';
import type { Entry } from '../log/entry.js';
import { RoomLogService } from '../log/room-log.service.js';
import type { Stretch } from '../log/room-log.store.js';
import { RoomAccessService } from '../rooms/room-access.service.js';
import { OWN_LOG, ownLogKey, wireKey } from '../log/own-log.js';
import type { Hidden } from './hidden.js';
import { MessageView } from './message.view.js';

/** An answer ends here whatever the limit. */
const MAX_BYTES = 4_000_000;
/** Reading and rendering this many takes a few milliseconds; then the event loop gets a turn. */
const READ_AT_ONCE = 20;

const NOTHING_OWN = JsonBytes.of(`{"room":"${OWN_LOG}","entries":[],"more":false}`);

export interface HistoryQuery extends Stretch {
  user: User | null;
  /** Room key, or OWN_LOG. */
  room: string;
  limit: number;
  order: 'oldest' | 'newest';
}

/** Reads the log of a room, however far back. */
@Injectable()
export class HistoryService {
  constructor(
    private readonly access: RoomAccessService,
    private readonly log: RoomLogService,
    private readonly view: MessageView,
    private readonly blocks: BlockService,
  ) {}

  /**
   * Resolves with EntriesJson: the oldest or the newest entries of a stretch of the log, in this order.
   * Throws NOT_FOUND if the user may not read the room, also if that changes while it is read.
   */
  async list({ user, room, ...query }: HistoryQuery): Promise<JsonBytes> {
    if (room === OWN_LOG)
      return user ? this.#visible(user, { ...query, room: ownLogKey(user.id) }) : NOTHING_OWN;
    return this.access.reading(user, room, () => this.#visible(user, { ...query, room }));
  }

  #visible(user: User | null, query: Omit<HistoryQuery, 'user'>): Promise<JsonBytes> {
    return this.blocks.reading(user?.id, (hidden) => this.#list(query, hidden));
  }

  async #list(
    { room, limit, order, after, before }: Omit<HistoryQuery, 'user'>,
    hidden: Hidden,
  ): Promise<JsonBytes> {
    const events: JsonBytes[] = [];
    let bytes = 0;
    let more = true;
    for (let rest: Stretch = { after, before }; more && events.length < limit && bytes < MAX_BYTES;) {
      if (events.length > 0) await nextTurn();
      const count = Math.min(READ_AT_ONCE, limit - events.length);
      // One more than needed tells whether there is more.
      const found = await this.#read(room, order, count + 1, rest);
      more = found.length > count;
      for (const entry of found.slice(0, count)) {
        const event = JsonBytes.of(this.view.event(entry, hidden));
        bytes += event.latin1.length;
        if (bytes > MAX_BYTES && events.length > 0) {
          more = true;
          break;
        }
        events.push(event);
        rest = order === 'oldest' ? { ...rest, after: entry.seq } : { ...rest, before: entry.seq };
      }
    }
    const head = JsonBytes.of(`{"room":${JSON.stringify(wireKey(room))},"entries":[`).latin1;
    return JsonBytes.join(head, events, `],"more":${more}}`);
  }

  /** In the requested order. */
  async #read(room: string, order: HistoryQuery['order'], limit: number, stretch: Stretch): Promise<Entry[]> {
    return order === 'oldest'
      ? this.log.listOldest(room, limit, stretch)
      : (await this.log.listNewest(room, limit, stretch)).toReversed();
  }
}
