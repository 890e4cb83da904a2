import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Caller, Principal } from '../accounts/principal.js';
import { languageOf } from '../preferences/preferences.js';
import { roomKey, roomNameOf, withoutHash } from '../rooms/room.js';
import { RoomListService } from '../rooms/room-list.service.js';
import { FramedPages } from './framed-pages.js';
import { OpenRoomQueryDto } from './dto/room-query.dto.js';
import { newRoomPath, roomPathByName } from './room-paths.js';
import { type NameMatch, RoomsByName } from './rooms-by-name.js';

/**
 * Resolves a typed name: to the user's own groups and people of that name, else to the open room. Creates
 * nothing.
 */
@ApiExcludeController()
@Controller('open')
export class OpenRoomPageController {
  constructor(
    private readonly byName: RoomsByName,
    private readonly rooms: RoomListService,
    private readonly pages: FramedPages,
  ) {}

  @Get()
  async open(
    @Query() { room }: OpenRoomQueryDto,
    @Caller() caller: Principal,
    @Req() req: Request,
    @Res() res: Response,
  ): Promise<void> {
    if (room === undefined) return this.#show(req, res, { typed: '', own: [] });
    const typed = withoutHash(room);
    const key = roomKey(typed);
    const own = await this.byName.find(caller.user, typed, languageOf(req));
    if (key === undefined) return this.#show(req, res, { typed: room, own }, own.length === 0 ? 400 : 200);
    const name = roomNameOf(typed, key);
    if (own.length === 0) return res.redirect(302, roomPathByName(name, key));
    const { isNew = false, name: called = name } = await this.rooms.find(caller.user, key);
    if (!isNew && !own.some(({ isExact }) => isExact)) return res.redirect(302, roomPathByName(called, key));
    const open = {
      name: isNew ? name : called,
      isNew,
      href: isNew ? newRoomPath(name) : roomPathByName(called, key),
    };
    await this.#show(req, res, { typed, own, open });
  }

  #show(
    req: Request,
    res: Response,
    content: { typed: string; own: NameMatch[]; open?: object },
    status = 200,
  ): Promise<void> {
    const isInvalid = status === 400;
    return this.pages.render(
      req,
      res,
      'open',
      { isInvalid, ownBox: true, next: '/', ...content },
      { status },
    );
  }
}
