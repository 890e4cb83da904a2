import { randomUUID } from 'node:crypto';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Caller, Principal } from '../accounts/principal.js';
import { BlockService } from '../friends/block.service.js';
import { messagesAmong } from '../log/entry.js';
import { CURSOR_OF_BEGINNING } from '../log/message.js';
import { languageOf } from '../preferences/preferences.js';
import { BELLS } from '../rooms/bell.js';
import { may } from '../rooms/may.js';
import { OpenRooms } from '../rooms/open-rooms.service.js';
import { LOBBY, withoutHash } from '../rooms/room.js';
import { PageRenderer } from '../views/page-renderer.js';
import { RoomPageQueryDto } from './dto/room-query.dto.js';
import { newRoomPath } from './room-paths.js';
import { RoomNames } from './room-names.js';
import { Sidebar } from './sidebar.js';
import { RoomsByName } from './rooms-by-name.js';
import { RoomConversation } from './room-conversation.js';
import { ScriptData } from './script-data.js';

/** The page of a room. Viewing it creates nothing. */
@ApiExcludeController()
@Controller()
export class RoomPageController {
  constructor(
    private readonly conversation: RoomConversation,
    private readonly sidebar: Sidebar,
    private readonly names: RoomNames,
    private readonly byName: RoomsByName,
    private readonly scripts: ScriptData,
    private readonly openRooms: OpenRooms,
    private readonly blocks: BlockService,
    private readonly pages: PageRenderer,
  ) {}

  @Get()
  lobby(@Caller() caller: Principal, @Req() req: Request, @Res() res: Response): Promise<void> {
    return this.#show(caller, req, res, LOBBY);
  }

  @Get('room')
  room(
    @Query() { room, create, before }: RoomPageQueryDto,
    @Caller() caller: Principal,
    @Req() req: Request,
    @Res() res: Response,
  ): Promise<void> {
    const { room: typed } = req.query as { room: string };
    return this.#show(caller, req, res, room, {
      written: withoutHash(typed),
      creates: create !== undefined,
      before,
    });
  }

  async #show(
    { user, session }: Principal,
    req: Request,
    res: Response,
    key: string,
    {
      written = key,
      creates = false,
      before,
    }: { written?: string; creates?: boolean; before?: number | undefined } = {},
  ): Promise<void> {
    const lang = languageOf(req);
    const sidebar = await this.sidebar.of(user, key, lang);
    const conversation = await this.conversation.of(user, key, written, before);
    const { listed, members, newest, missed, earlier, oldestSeq, hasOlder } = conversation;
    const room = this.names.named(listed, lang);
    const isUnmade = room.isNew && !creates;
    // The name may mean a group of theirs.
    if (isUnmade && (await this.byName.find(user, written, lang)).some(({ isExact }) => isExact))
      return res.redirect(302, `/open?${new URLSearchParams({ room: written }).toString()}`);
    const isListed = sidebar.sections.some(({ rooms }) => rooms.some(({ current }) => current));
    const mayFollow = user !== null && room.kind === 'open' && !room.isLobby && !room.isNew;
    const maySetTopic = mayFollow && may(await this.openRooms.standingOf(user, key), 'set-topic', 'open');
    const isBlocked = listed.with && (await this.blocks.hiddenFrom(user?.id)).has(listed.with.id);
    const log = await this.conversation.html(user, lang, conversation);
    const content = {
      title: room.name,
      conversation: true,
      room,
      members,
      mayInvite: listed.mine !== undefined && may(listed.mine.role, 'invite', listed.kind),
      // Creating a room takes a deliberate step, so that a message meant for another room does not create
      // one.
      createPath: isUnmade ? newRoomPath(room.name) : undefined,
      following: mayFollow ? { isFollowed: isListed } : undefined,
      bells: user !== null && (room.isPrivate || room.seq > 0) ? BELLS : undefined,
      hasMenu: room.isPrivate || mayFollow,
      hasLinks: room.isPrivate || maySetTopic,
      hasSettings: room.isGroup || maySetTopic,
      hasOlder,
      oldestSeq,
      isOlder: before !== undefined,
      blocked: isBlocked ? listed.with : undefined,
      markRead: missed && { seq: newest.seq },
      ...sidebar,
      newClientId: randomUUID(),
      page: this.scripts.of(session, lang, {
        room: { key, name: room.name, isNew: room.isNew, isListed },
        cursor: (newest.messages.at(-1) ?? messagesAmong(earlier).at(-1))?.id ?? CURSOR_OF_BEGINNING,
        seq: newest.seq,
        read: room.read,
        oldestSeq: oldestSeq ?? newest.seq + 1,
        hasOlder,
      }),
    };
    this.pages.render(req, res, 'room', content, { log });
  }
}
