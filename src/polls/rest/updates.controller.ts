import { Controller, Get, HttpCode, Next, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { NextFunction, Request, Response } from 'express';
import { ApiProblems } from '../../http/api-problems.js';
import { clientAddress } from '../../http/client-address.js';
import type { Fields } from '../../http/fields.js';
import { answerPoll } from '../answer-poll.js';
import { updatesQuery } from './dto/updates-query.js';
import { UpdatesBodyJson, UpdatesJson } from './dto/updates.json.js';
import { HeldPolls } from '../held-polls.js';
import { Topics } from './topics.js';
import { UpdatesService } from './updates.service.js';

@ApiTags('Updates')
@Controller('api/updates')
export class UpdatesController {
  constructor(
    private readonly updates: UpdatesService,
    private readonly held: HeldPolls,
    private readonly topics: Topics,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Wait for what is new',
    description:
      'Held until there is something after the positions, or the hold is over. The client keeps the positions: of each room the highest seq that it has seen. It changes nothing and needs no token.',
  })
  @ApiQuery({
    name: 'after',
    type: String,
    description: 'Positions, by room key.',
    example: 'lobby:812,42:0',
  })
  @ApiQuery({
    name: 'wait',
    type: Number,
    required: false,
    description: 'Seconds to hold, 50 at the most; by default HOLD_MS less up to 20 % at random.',
  })
  @ApiQuery({
    name: 'limit',
    type: Number,
    required: false,
    description: 'Events at the most, over all rooms: 100 by default, 1,000 at the most.',
  })
  @ApiQuery({
    name: 'epoch',
    type: String,
    required: false,
    description: 'Of the log that the positions are of.',
  })
  @ApiQuery({
    name: 'marks',
    type: String,
    required: false,
    description:
      'Version of the read marks that the client has, `0` for none: answered as soon as another session of the caller has made another. Live together with `@me`.',
  })
  @ApiOkResponse({ type: UpdatesJson })
  @ApiProblems('ROOM_INVALID', 'EPOCH_CHANGED')
  get(@Req() req: Request, @Res() res: Response, @Next() next: NextFunction): void {
    this.#poll(req.query, req, res, next);
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Wait for what is new, with a long list of positions' })
  @ApiBody({ type: UpdatesBodyJson })
  @ApiOkResponse({ type: UpdatesJson })
  @ApiProblems('ROOM_INVALID', 'EPOCH_CHANGED')
  post(@Req() req: Request, @Res() res: Response, @Next() next: NextFunction): void {
    this.#poll(req.body as Fields, req, res, next);
  }

  #poll(fields: Fields, req: Request, res: Response, next: NextFunction): void {
    const request = {
      ...updatesQuery(fields, this.topics.names),
      session: req.session,
      address: clientAddress(req),
    };
    void answerPoll(req, res, next, this.held, (waiter) => this.updates.poll(request, waiter));
  }
}
