import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { User } from '../accounts/user.js';
import { Config } from '../config/config.js';
import { type Language, languageOf } from '../i18n/language.js';
import { Translator } from '../i18n/translator.js';
import { CURSOR_OF_BEGINNING } from '../log/entry.js';
import { RoomLogService } from '../log/room-log.service.js';
import { MessageBufferService } from '../messages/message-buffer.service.js';
import { MessageView } from '../messages/message.view.js';
import { RoomAccessService } from '../rooms/room-access.service.js';
import { RoomListService } from '../rooms/room-list.service.js';
import { LOBBY, roomPath } from '../rooms/room.js';
import { PageRenderer } from '../views/page-renderer.js';
import { RoomQueryDto } from './dto/room-query.dto.js';

/** The page of a room. Looking at it creates nothing. */
@ApiExcludeController()
@Controller()
export class RoomPageController {
  constructor(
    private readonly buffers: MessageBufferService,
    private readonly access: RoomAccessService,
    private readonly rooms: RoomListService,
    private readonly log: RoomLogService,
    private readonly view: MessageView,
    private readonly translator: Translator,
    private readonly pages: PageRenderer,
    private readonly config: Config,
  ) {}

  @Get()
  lobby(@Req() req: Request, @Res() res: Response): Promise<void> {
    return this.#show(LOBBY, req, res);
  }

  @Get('room')
  room(@Query() { room }: RoomQueryDto, @Req() req: Request, @Res() res: Response): Promise<void> {
    return this.#show(room, req, res);
  }

  async #show(key: string, req: Request, res: Response): Promise<void> {
    const lang = languageOf(req);
    const { user } = req.session;
    const { messages, seq } = await this.access.reading(user, key, () => this.buffers.newestMessages(key));
    const room = this.#room(key, lang);
    const shown = messages.filter(({ deleted }) => !deleted);
    const hasOlder = (messages[0]?.seq ?? 1) > 1;
    const cursor = messages.at(-1)?.id ?? CURSOR_OF_BEGINNING;
    const { maxBodyChars, holdMs } = this.config;
    const strings = this.translator.browserTexts(lang);
    this.pages.render(req, res, 'room', {
      title: room.name,
      room,
      messages: shown.map((message) => ({ html: this.view.html(message) })),
      hasOlder,
      rooms: user ? await this.#roomsOf(user, key, lang) : [],
      page: JSON.stringify({
        lang,
        room,
        cursor,
        seq,
        oldestSeq: messages[0]?.seq ?? seq + 1,
        epoch: this.log.epoch,
        updatesUrl: '/api/updates',
        apiUrl: '/api',
        hasOlder,
        me: user && { id: user.id, name: user.name },
        maxBodyChars,
        holdMs,
        strings,
      }),
    });
  }

  async #roomsOf(user: User, current: string, lang: Language): Promise<object[]> {
    const listed = await this.rooms.list(user);
    return listed.map(({ room: key }) => ({
      ...this.#room(key, lang),
      href: roomPath(key),
      current: key === current,
    }));
  }

  #room(key: string, lang: Language): { key: string; name: string; isLobby: boolean } {
    const isLobby = key === LOBBY;
    return { key, name: isLobby ? this.translator.t(lang, 'room.lobby') : key, isLobby };
  }
}
