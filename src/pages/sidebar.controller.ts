import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';
import { Caller, Principal } from '../accounts/principal.js';
import { languageOf } from '../preferences/preferences.js';
import { Views } from '../views/views.js';
import { SidebarQueryDto } from './dto/room-query.dto.js';
import { Sidebar } from './sidebar.js';

/** The list of rooms, fetched by an open page when something in it has changed. */
@ApiExcludeController()
@Controller('a/side')
export class SidebarController {
  readonly #partial: (context: object) => string;

  constructor(
    views: Views,
    private readonly sidebar: Sidebar,
  ) {
    this.#partial = views.partial('rooms');
  }

  @Get()
  async get(
    @Query() { room }: SidebarQueryDto,
    @Caller() caller: Principal,
    @Req() req: Request,
  ): Promise<{ html: string }> {
    const { user } = caller;
    const lang = languageOf(req);
    const context = {
      lang,
      me: user,
      signedIn: user?.isGuest === false,
      ...(await this.sidebar.of(user, room, lang)),
    };
    return { html: this.#partial(context).trim() };
  }
}
