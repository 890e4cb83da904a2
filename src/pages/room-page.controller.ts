import { randomUUID } from 'node:crypto';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Caller, Principal } from '../accounts/principal.js';
import type { Session } from '../accounts/session.js';
import { Config } from '../config/config.js';
import { BlockService } from '../friends/block.service.js';
import { type Language, languageOf } from '../i18n/language.js';
import { Translator } from '../i18n/translator.js';
import { CURSOR_OF_BEGINNING } from '../log/entry.js';
import { RoomLogService } from '../log/room-log.service.js';
import { MessageBufferService, type NewestOfRoom } from '../buffers/message-buffer.service.js';
import { LOBBY, withoutHash } from '../rooms/room.js';
import { RoomAccessService } from '../rooms/room-access.service.js';
import { RoomListService } from '../rooms/room-list.service.js';
import { PageRenderer } from '../views/page-renderer.js';
import { RoomPageQueryDto } from './dto/room-query.dto.js';
import { newRoomPath } from './new-room-path.js';
import { RoomLog } from './room-log.js';
import { RoomNames } from './room-names.js';
import { RoomSide } from './room-side.js';
import { RoomsByName } from './rooms-by-name.js';

/** The page of a room. Viewing it creates nothing. */
@ApiExcludeController()
@Controller()
export class RoomPageController {
  constructor(
    private readonly buffers: MessageBufferService,
    private readonly access: RoomAccessService,
    private readonly blocks: BlockService,
    private readonly rooms: RoomListService,
    private readonly side: RoomSide,
    private readonly names: RoomNames,
    private readonly byName: RoomsByName,
    private readonly log: RoomLogService,
    private readonly roomLog: RoomLog,
    private readonly translator: Translator,
    private readonly pages: PageRenderer,
    private readonly config: Config,
  ) {}

  @Get()
  lobby(@Caller() caller: Principal, @Req() req: Request, @Res() res: Response): Promise<void> {
    return this.#show(caller, req, res, LOBBY);
  }

  @Get('room')
  room(
    @Query() { room, create }: RoomPageQueryDto,
    @Caller() caller: Principal,
    @Req() req: Request,
    @Res() res: Response,
  ): Promise<void> {
    const { room: typed } = req.query as { room: string };
    return this.#show(caller, req, res, room, { written: withoutHash(typed), creates: create !== undefined });
  }

  async #show(
    { user, session }: Principal,
    req: Request,
    res: Response,
    key: string,
    { written = key, creates = false }: { written?: string; creates?: boolean } = {},
  ): Promise<void> {
    const lang = languageOf(req);
    const side = await this.side.of(user, key, lang);
    const { newest, listed, firstUnread, members } = await this.access.reading(user, key, async () => {
      const found = await this.rooms.find(user, key, written);
      return {
        listed: found,
        newest: await this.buffers.newestMessages(key),
        firstUnread: await this.rooms.firstUnread(user, found),
        members: await this.rooms.countMembers(key),
      };
    });
    const room = this.names.named(listed, lang);
    const isUnmade = room.isNew && !creates;
    // The name may mean a group of theirs.
    if (isUnmade && (await this.byName.own(user, written, lang)).some(({ isExact }) => isExact))
      return res.redirect(302, `/open?${new URLSearchParams({ room: written }).toString()}`);
    await this.roomLog.prepare(newest);
    const hidden = await this.blocks.hiddenFrom(user?.id);
    const oldestSeq = oldestSeqOf(newest);
    const hasOlder = (oldestSeq ?? 1) > 1;
    const hasOlderUnread = firstUnread !== undefined && firstUnread < (newest.messages[0]?.seq ?? 1);
    const lineFrom = hasOlderUnread ? undefined : firstUnread;
    const log = this.roomLog.html(newest, { language: lang, hidden, firstUnread: lineFrom });
    const content = {
      title: room.name,
      room,
      members,
      // Creating a room takes a deliberate step, so that a message meant for another room does not create
      // one.
      createPath: isUnmade ? newRoomPath(room.name) : undefined,
      hasOlder,
      hasOlderUnread,
      ...side,
      newClientId: randomUUID(),
      page: this.#forScripts(session, lang, {
        room: { key, name: room.name, isNew: room.isNew },
        cursor: newest.messages.at(-1)?.id ?? CURSOR_OF_BEGINNING,
        seq: newest.seq,
        read: room.read,
        oldestSeq: oldestSeq ?? newest.seq + 1,
        hasOlder,
        firstUnread: firstUnread ?? 0,
      }),
    };
    this.pages.render(req, res, 'room', content, { log });
  }

  #forScripts({ user, actor, nobody }: Session, lang: Language, content: object): string {
    const { guestsEnter, maxBodyChars, holdMs } = this.config;
    return JSON.stringify({
      ...content,
      lang,
      epoch: this.log.epoch,
      updatesUrl: '/api/updates',
      apiUrl: '/api',
      me: user && { id: user.id, name: user.name },
      actingAs: actor,
      nobody,
      guestsEnter,
      maxBodyChars,
      holdMs,
      strings: this.translator.browserTexts(lang),
    });
  }
}

/** The oldest seq on the page; undefined if the page is empty. */
function oldestSeqOf({ messages, notices }: NewestOfRoom): number | undefined {
  const seqs = [messages[0]?.seq, notices[0]?.seq].filter((seq) => seq !== undefined);
  return seqs.length > 0 ? Math.min(...seqs) : undefined;
}
