import { Controller, Get, Next, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { NextFunction, Request, Response } from 'express';
import { authorOf } from '../../accounts/user.js';
import { preferenceOf } from '../../preferences/preferences.js';
import { clientAddress } from '../../http/client-address.js';
import { Endpoint } from '../../http/endpoint.js';
import type { Fields } from '../../http/fields.js';
import { answerPoll } from '../answer-poll.js';
import { updatesQuery } from './dto/updates-query.js';
import { UpdatesBodyJson, UpdatesJson } from './dto/updates.json.js';
import { HeldPolls } from '../held-polls.js';
import { HERE, Topics } from './topics.js';
import { UpdatesService } from './updates.service.js';

const ANSWER = { answer: UpdatesJson, problems: ['ROOM_INVALID', 'EPOCH_CHANGED'] as const };

@ApiTags('Updates')
@Controller('api/updates')
export class UpdatesController {
  constructor(
    private readonly updates: UpdatesService,
    private readonly held: HeldPolls,
    private readonly topics: Topics,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Wait for new entries in many rooms',
    description:
      'The request is held until there is an entry after one of the positions, or the hold is over. The client keeps the positions: for each room, the highest seq it has seen. A poll changes nothing and needs no token.',
    ...ANSWER,
  })
  @ApiQuery({
    name: 'after',
    type: String,
    description: 'Positions by room key.',
    example: 'lobby:812,42:0',
  })
  @ApiQuery({
    name: 'wait',
    type: Number,
    required: false,
    description:
      'Longest hold in seconds, at most 50. The default is HOLD_MS, shortened by up to 20 % at random.',
  })
  @ApiQuery({
    name: 'limit',
    type: Number,
    required: false,
    description: 'Maximum number of events over all rooms: 100 by default, at most 1,000.',
  })
  @ApiQuery({
    name: 'epoch',
    type: String,
    required: false,
    description: 'Epoch of the log that the positions belong to.',
  })
  @ApiQuery({
    name: 'marks',
    type: String,
    required: false,
    description:
      'Version of the read marks that the client has, `0` for none. The poll is answered as soon as another session of the caller changes them, if `after` has `@me`.',
  })
  @ApiQuery({
    name: HERE,
    type: String,
    required: false,
    description:
      'Asks who is in rooms and who writes there: `0:` and the keys of at most 20 rooms of `after`, `0:lobby,42`, then the `version` of the last answer. The poll is answered when that changes, at most once a second. Whoever sends it is seen by others while their polls follow each other, unless they prefer not to be.',
  })
  get(@Req() req: Request, @Res() res: Response, @Next() next: NextFunction): void {
    this.#poll(req.query, req, res, next);
  }

  @Post()
  @Endpoint({ summary: 'Wait for new entries, with a long list of positions', ...ANSWER })
  @ApiBody({ type: UpdatesBodyJson })
  post(@Req() req: Request, @Res() res: Response, @Next() next: NextFunction): void {
    this.#poll(req.body as Fields, req, res, next);
  }

  #poll(fields: Fields, req: Request, res: Response, next: NextFunction): void {
    const query = updatesQuery(fields, this.topics.names);
    const { session } = req;
    const asks = query.topics.has(HERE);
    const person = () =>
      asks && session.user && preferenceOf(req, 'presence') === 'on' ? authorOf(session.user) : undefined;
    const request = { ...query, session, address: clientAddress(req), person };
    void answerPoll(req, res, next, this.held, (waiter) => this.updates.poll(request, waiter));
  }
}
