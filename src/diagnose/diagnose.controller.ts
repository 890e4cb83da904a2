import { Controller, Get, HttpCode, Next, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { NextFunction, Request, Response } from 'express';
import { Clock } from '../clock.js';
import { Config } from '../config/config.js';
import { checkOrigin } from '../entrance/origin.js';
import { clientAddress } from '../http/client-address.js';
import { answerPoll } from '../polls/answer-poll.js';
import { HeldPolls } from '../polls/held-polls.js';
import { HoldQueryDto } from './hold-query.dto.js';
import { TestHold } from './test-hold.js';
import { TestStream } from './test-stream.js';
import { sendTestText } from './test-text.js';
import { openAndCloseWebSocket } from './test-websocket.js';

/** The answers with which the page tries a network. They store nothing, and say nothing about anybody. */
@ApiExcludeController()
@Controller('diagnose')
export class DiagnoseController {
  readonly #publicOrigin: string | undefined;

  constructor(
    private readonly tests: TestHold,
    private readonly held: HeldPolls,
    private readonly streams: TestStream,
    private readonly clock: Clock,
    config: Config,
  ) {
    this.#publicOrigin = config.publicUrl === undefined ? undefined : new URL(config.publicUrl).origin;
  }

  /** Needs the cookie and the token of a session, as every change does, but changes nothing. */
  @Post('post')
  @HttpCode(200)
  post(): { now: number } {
    return { now: this.clock.now() };
  }

  @Get('hold')
  hold(
    @Query() { seconds }: HoldQueryDto,
    @Req() req: Request,
    @Res() res: Response,
    @Next() next: NextFunction,
  ): void {
    const address = clientAddress(req);
    void answerPoll(req, res, next, this.held, (waiter) => this.tests.hold(seconds * 1000, address, waiter));
  }

  @Get('text')
  text(@Req() req: Request, @Res() res: Response): void {
    sendTestText(req, res);
  }

  @Get('parts')
  parts(@Req() req: Request, @Res() res: Response): void {
    const headers = { 'Content-Type': 'text/plain; charset=utf-8' };
    this.streams.send(res, clientAddress(req), headers, (part) => `part ${part}\n`);
  }

  /** With the header by which chats that need server-sent events ask nginx not to buffer them. */
  @Get('events')
  events(@Req() req: Request, @Res() res: Response): void {
    const headers = { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' };
    this.streams.send(res, clientAddress(req), headers, (part) => `data: ${part}\n\n`);
  }

  /** Browsers let pages of other sites open WebSockets, too. */
  @Get('websocket')
  websocket(@Req() req: Request, @Res() res: Response): void {
    checkOrigin(req, this.#publicOrigin);
    openAndCloseWebSocket(req, res);
  }
}
