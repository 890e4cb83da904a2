import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { languageOf } from '../i18n/language.js';
import { clientAddress } from '../http/client-address.js';
import { Translator } from '../i18n/translator.js';
import { holderOf } from '../accounts/accounts.js';
import { DirectRoomService } from '../rooms/direct-room.service.js';
import { NewGroupDto } from '../rooms/dto/group.dto.js';
import { UserDto } from '../rooms/dto/people.dto.js';
import { GroupService } from '../rooms/group.service.js';
import { roomPath } from '../rooms/room.js';
import { PageRenderer } from '../views/page-renderer.js';

/** Founding a group, and beginning to talk with somebody. */
@ApiExcludeController()
@Controller('new')
export class NewRoomPageController {
  constructor(
    private readonly groups: GroupService,
    private readonly directRooms: DirectRoomService,
    private readonly translator: Translator,
    private readonly pages: PageRenderer,
  ) {}

  @Get()
  page(@Req() req: Request, @Res() res: Response): void {
    holderOf(req.session.user);
    this.pages.render(req, res, 'new', { title: this.translator.t(languageOf(req), 'new.title') });
  }

  @Post('group')
  async group(@Body() dto: NewGroupDto, @Req() req: Request, @Res() res: Response): Promise<void> {
    const key = await this.groups.found(req.session.user, dto, clientAddress(req));
    res.redirect(303, roomPath(key));
  }

  @Post('direct')
  async direct(@Body() dto: UserDto, @Req() req: Request, @Res() res: Response): Promise<void> {
    const { key } = await this.directRooms.with(req.session.user, dto.user, clientAddress(req));
    res.redirect(303, roomPath(key));
  }
}
