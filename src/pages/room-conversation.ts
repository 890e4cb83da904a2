import { Injectable } from '@nestjs/common';
import type { User } from '../accounts/user.js';
import { MessageBufferService, type NewestOfRoom } from '../buffers/message-buffer.service.js';
import { BlockService } from '../friends/block.service.js';
import type { Language } from '../i18n/language.js';
import { RoomAccessService } from '../rooms/room-access.service.js';
import { RoomListService, type RoomSummary } from '../rooms/room-list.service.js';
import { RenderedLog } from './rendered-log.js';

/** A room as one reader sees it when they open its page. */
export interface Conversation {
  listed: RoomSummary;
  newest: NewestOfRoom;
  /** Seq of the first unread message; undefined if there is none. */
  firstUnread: number | undefined;
  /** The number of members; 0 in an open room. */
  members: number;
  /** The oldest seq on the page; undefined if the page is empty. */
  oldestSeq: number | undefined;
  hasOlder: boolean;
  /** True if the first unread message is older than those on the page. */
  hasOlderUnread: boolean;
}

/** Reads what the page of a room shows of its conversation, and makes the HTML of it. */
@Injectable()
export class RoomConversation {
  constructor(
    private readonly buffers: MessageBufferService,
    private readonly access: RoomAccessService,
    private readonly blocks: BlockService,
    private readonly rooms: RoomListService,
    private readonly log: RenderedLog,
  ) {}

  /** `written`: how the caller typed the name of the room. Throws NOT_FOUND. */
  async of(user: User | null, key: string, written: string): Promise<Conversation> {
    const read = await this.access.reading(user, key, async () => {
      const listed = await this.rooms.find(user, key, written);
      return {
        listed,
        newest: await this.buffers.newestMessages(key),
        firstUnread: await this.rooms.firstUnread(user, listed),
        members: await this.rooms.countMembers(key),
      };
    });
    const { newest, firstUnread } = read;
    const oldestSeq = oldestSeqOf(newest);
    return {
      ...read,
      oldestSeq,
      hasOlder: (oldestSeq ?? 1) > 1,
      hasOlderUnread: firstUnread !== undefined && firstUnread < (newest.messages[0]?.seq ?? 1),
    };
  }

  /** The HTML of its messages and notices, in UTF-8. */
  async html(user: User | null, language: Language, conversation: Conversation): Promise<Buffer> {
    const { newest, firstUnread, hasOlderUnread } = conversation;
    await this.log.prepare(newest);
    const hidden = await this.blocks.hiddenFrom(user?.id);
    return this.log.html(newest, {
      language,
      hidden,
      firstUnread: hasOlderUnread ? undefined : firstUnread,
    });
  }
}

/** The oldest seq on the page; undefined if the page is empty. */
function oldestSeqOf({ messages, notices }: NewestOfRoom): number | undefined {
  const seqs = [messages[0]?.seq, notices[0]?.seq].filter((seq) => seq !== undefined);
  return seqs.length > 0 ? Math.min(...seqs) : undefined;
}
