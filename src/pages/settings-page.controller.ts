import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Caller, Principal } from '../accounts/principal.js';
import { Config } from '../config/config.js';
import { publicOrigin } from '../http/public-origin.js';
import { languageOf } from '../preferences/preferences.js';
import { NewLinkDto } from '../rooms/dto/people.dto.js';
import { InviteLinkService } from '../rooms/invite-link.service.js';
import { invitePath } from '../rooms/room.js';
import { qrCodeOf } from '../views/qr-code.js';
import { FramedPages } from './framed-pages.js';
import { RoomQueryDto } from './dto/room-query.dto.js';
import { RoomSettings } from './room-settings.js';

/** The page of a room's settings. */
@ApiExcludeController()
@Controller('settings')
export class SettingsPageController {
  constructor(
    private readonly settings: RoomSettings,
    private readonly links: InviteLinkService,
    private readonly pages: FramedPages,
    private readonly config: Config,
  ) {}

  @Get()
  page(
    @Query() { room }: RoomQueryDto,
    @Caller() caller: Principal,
    @Req() req: Request,
    @Res() res: Response,
  ): Promise<void> {
    return this.#show(room, caller, req, res);
  }

  /** The link is shown only on the page that answers, as text and as a QR code. */
  @Post('links')
  @HttpCode(200)
  async makeLink(
    @Query() { room }: RoomQueryDto,
    @Body() { days, uses }: NewLinkDto,
    @Caller() caller: Principal,
    @Req() req: Request,
    @Res() res: Response,
  ): Promise<void> {
    const { token } = await this.links.make(caller.user, room, days, uses);
    const origin = publicOrigin(req, this.config.publicUrl);
    await this.#show(room, caller, req, res, new URL(invitePath(token), origin).href);
  }

  async #show(key: string, { user }: Principal, req: Request, res: Response, made?: string): Promise<void> {
    const settings = await this.settings.of(user, key, languageOf(req));
    const qr = made === undefined ? undefined : qrCodeOf(made);
    await this.pages.render(req, res, 'settings', { ...settings, made, qr, next: `/settings?room=${key}` });
  }
}
