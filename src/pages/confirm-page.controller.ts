import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Caller, Principal } from '../accounts/principal.js';
import { ChatError } from '../chat-error.js';
import { DELETED_NAME } from '../deleted-name.js';
import { Translator } from '../i18n/translator.js';
import { languageOf } from '../preferences/preferences.js';
import { FramedPages } from './framed-pages.js';
import { ConfirmQueryDto } from './dto/confirm-query.dto.js';
import { PeopleConfirmations } from './people-confirmations.js';
import { RoomConfirmations } from './room-confirmations.js';

/**
 * Asks for confirmation, by name, before an action that cannot be undone or that takes something from
 * somebody else. The page itself changes nothing: its button posts to the endpoint.
 */
@ApiExcludeController()
@Controller('confirm')
export class ConfirmPageController {
  constructor(
    private readonly rooms: RoomConfirmations,
    private readonly people: PeopleConfirmations,
    private readonly translator: Translator,
    private readonly pages: FramedPages,
  ) {}

  @Get(':action')
  async ask(
    @Param('action') action: string,
    @Query() asked: ConfirmQueryDto,
    @Caller() caller: Principal,
    @Req() req: Request,
    @Res() res: Response,
  ): Promise<void> {
    const language = languageOf(req);
    const successors =
      action === 'leave' && asked.room ? await this.rooms.successors(caller.user, asked.room) : [];
    const { key, names, ...found } =
      (await this.rooms.of(action, asked, caller.user)) ??
      (await this.people.of(action, asked, caller.session, language)) ??
      notThere();
    const deleted = this.translator.t(language, 'person.deleted');
    const shown = { ...names, ...(names['user'] === DELETED_NAME ? { user: deleted } : {}) };
    const text = (part: string): string => this.translator.t(language, `confirm.${key}.${part}`, shown);
    const { post, fields = {}, password, leaves, after } = found;
    const back = asked.next ?? found.back;
    await this.pages.render(req, res, successors.length > 0 ? 'hand-over' : 'confirm', {
      title: text('question'),
      detail: text('detail'),
      button: text('button'),
      post,
      path: post.slice(1),
      fields: Object.entries(fields).map(([name, value]) => ({ name, value })),
      password,
      leaves,
      names,
      room: asked.room,
      successors,
      back,
      next: after ?? back,
    });
  }
}

function notThere(): never {
  throw new ChatError('NOT_FOUND');
}
