import { Injectable } from '@nestjs/common';
import type { User } from '../accounts/user.js';
import { MessageBufferService, type NewestOfRoom } from '../buffers/message-buffer.service.js';
import { BlockService } from '../friends/block.service.js';
import type { Language } from '../i18n/language.js';
import type { Entry } from '../log/entry.js';
import { RoomLogService } from '../log/room-log.service.js';
import { type Missed, MissedMessages } from '../rooms/missed-messages.js';
import { RoomAccessService } from '../rooms/room-access.service.js';
import { RoomListService, type RoomSummary } from '../rooms/room-list.service.js';
import { RenderedLog, oldestSeqOf } from './rendered-log.js';

/** Entries on a page of older ones, for whom no script loads them. */
const OLDER = 100;
/** Entries shown where a long absence began: some that the reader knows, and a screen or two of what they do not. */
const KNOWN = 10;
const SHOWN = 70;

/** A room as one reader sees it when they open its page. */
export interface Conversation {
  listed: RoomSummary;
  newest: NewestOfRoom;
  /** What the reader has not read; undefined if that is nothing. */
  missed: Missed | undefined;
  /** The entries around the first unread message that are older than `newest`. */
  earlier: readonly Entry[];
  /** The number of members; 0 in an open room. */
  members: number;
  /** The oldest seq on the page; undefined if the page is empty. */
  oldestSeq: number | undefined;
  hasOlder: boolean;
}

/** Reads what the page of a room shows of its conversation, and makes the HTML of it. */
@Injectable()
export class RoomConversation {
  constructor(
    private readonly buffers: MessageBufferService,
    private readonly access: RoomAccessService,
    private readonly blocks: BlockService,
    private readonly rooms: RoomListService,
    private readonly missedMessages: MissedMessages,
    private readonly roomLog: RoomLogService,
    private readonly log: RenderedLog,
  ) {}

  /** `written`: how the caller typed the name of the room. `before`: what is older than this seq, in place of the newest entries. Throws NOT_FOUND. */
  async of(user: User | null, key: string, written: string, before?: number): Promise<Conversation> {
    return this.access.reading(user, key, async () => {
      const listed = await this.rooms.find(user, key, written);
      if (before !== undefined) return this.#older(listed, key, before);
      const newest = await this.buffers.newestMessages(key);
      const missed = await this.#missed(user, listed, newest);
      const earlier = missed ? await this.#around(key, missed, newest) : [];
      const oldestSeq = earlier[0]?.seq ?? oldestSeqOf(newest);
      const members = await this.rooms.countMembers(key);
      return { listed, newest, missed, earlier, members, oldestSeq, hasOlder: (oldestSeq ?? 1) > 1 };
    });
  }

  /** The HTML of its messages and notices, in UTF-8. */
  async html(user: User | null, language: Language, conversation: Conversation): Promise<Buffer> {
    const { newest, missed, earlier } = conversation;
    await this.log.prepare(newest, earlier);
    const hidden = await this.blocks.hiddenFrom(user?.id);
    return this.log.html(newest, { language, hidden, missed, earlier });
  }

  /** Its newest entries are none, as if nothing had been written since. */
  async #older(listed: RoomSummary, key: string, before: number): Promise<Conversation> {
    const earlier = await this.roomLog.listNewest(key, OLDER, { before });
    const oldestSeq = earlier[0]?.seq;
    const newest = { messages: [], notices: [], seq: earlier.at(-1)?.seq ?? 0 };
    const members = await this.rooms.countMembers(key);
    return { listed, newest, missed: undefined, earlier, members, oldestSeq, hasOlder: (oldestSeq ?? 1) > 1 };
  }

  async #missed(
    user: User | null,
    { room, read, unread }: RoomSummary,
    { seq }: NewestOfRoom,
  ): Promise<Missed | undefined> {
    return user && unread > 0 ? this.missedMessages.of(user.id, { room, read, seq }) : undefined;
  }

  async #around(key: string, { firstSeq }: Missed, newest: NewestOfRoom): Promise<readonly Entry[]> {
    const before = oldestSeqOf(newest);
    const after = Math.max(0, firstSeq - 1 - KNOWN);
    if (before === undefined || after + 1 >= before) return [];
    return this.roomLog.listOldest(key, SHOWN, { after, before });
  }
}
