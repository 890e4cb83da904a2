import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { API_HEADERS } from '../http/security-headers.js';
import { languageOf } from '../i18n/language.js';
import { NewMessageDto } from './dto/new-message.dto.js';
import { PollDto } from './dto/poll.dto.js';
import { MessageBufferService } from './message-buffer.service.js';
import { MessagePollService } from './message-poll.service.js';
import { MessageService } from './message.service.js';
import { MessageView } from './message.view.js';
import { Waiter } from './waiter.js';

/** The seed surface: what Tornado's chat demo and its "with room" variant speak. */
@Controller('a/message')
export class MessageController {
  constructor(
    private readonly messages: MessageService,
    private readonly polls: MessagePollService,
    private readonly buffers: MessageBufferService,
    private readonly view: MessageView,
  ) {}

  /** Stores a message: 200 and the message as JSON, or 302 to `next`. A repeat is marked `Idempotent-Replayed: true`. */
  @Post('new')
  @HttpCode(200)
  async create(@Body() dto: NewMessageDto, @Req() req: Request, @Res() res: Response): Promise<void> {
    const { body, room, next, client_id: clientId = null } = dto;
    const { entry, replayed } = await this.messages.send(req.session, languageOf(req), {
      room,
      body,
      clientId,
    });
    if (replayed) res.setHeader('Idempotent-Replayed', 'true');
    if (next !== undefined) return res.redirect(302, next);
    res.writeHead(200, API_HEADERS).end(this.view.json(entry));
  }

  /** The long poll: `{"messages":[…]}` as soon as there are any after the cursor, `{"cursor":…}` when the hold is over. */
  @Post('updates')
  @HttpCode(200)
  async updates(@Body() dto: PollDto, @Req() req: Request, @Res() res: Response): Promise<void> {
    const { room, cursor, wait } = dto;
    const waiter = new Waiter();
    res.once('close', () => waiter.wake('gone'));
    const waitMs = wait === undefined ? undefined : wait * 1000;
    const answer = await this.polls.poll({ room, cursor, waitMs, sessionId: req.session.id }, waiter);
    if (answer === undefined || res.destroyed) return;
    const headers = { ...API_HEADERS, 'Content-Length': answer.length };
    res.writeHead(200, this.buffers.isDraining ? { ...headers, Connection: 'close' } : headers).end(answer);
  }
}
