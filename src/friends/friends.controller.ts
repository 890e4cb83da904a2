import { Body, Controller, Get, HttpCode, Param, Req, Res } from '@nestjs/common';
import { ApiConsumes, ApiFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { signedInUser } from '../accounts/accounts.js';
import { Caller, Principal } from '../accounts/principal.js';
import { Action } from '../http/action.js';
import { answerObject, answerOrRedirect } from '../http/answer.js';
import { ApiProblems } from '../http/api-problems.js';
import { BODY_TYPES } from '../http/body-types.js';
import { clientAddress } from '../http/client-address.js';
import { NextDto } from '../http/next.dto.js';
import { FriendsJson } from './dto/friends.json.js';
import { DirectFromDto } from './dto/people.dto.js';
import { FriendListService } from './friend-list.service.js';
import { FriendService } from './friend.service.js';
import { RelationAction, answerRelation } from './relation-action.js';

/** Friendships. Both people are told in their own logs, `@me`. */
@ApiTags('Friends')
@ApiConsumes(...BODY_TYPES)
@Controller()
export class FriendsController {
  constructor(
    private readonly friends: FriendService,
    private readonly list: FriendListService,
  ) {}

  @Get('api/friends')
  @ApiOperation({ summary: 'The caller’s friends, requests and blocks' })
  @ApiOkResponse({ type: FriendsJson })
  @ApiProblems('SIGN_IN_REQUIRED')
  async all(@Caller() caller: Principal, @Res() res: Response): Promise<void> {
    answerObject(res, await this.list.of(signedInUser(caller)));
  }

  @Action('friends/direct-from')
  @HttpCode(200)
  @ApiOperation({ summary: 'Say who may begin to talk with one one-to-one' })
  @ApiOkResponse({ type: FriendsJson })
  @ApiFoundResponse({ description: 'To `next`, if that was given.' })
  @ApiProblems('NEXT_INVALID', 'SIGN_IN_REQUIRED')
  async setDirectFrom(
    @Body() { from, next }: DirectFromDto,
    @Caller() caller: Principal,
    @Res() res: Response,
  ): Promise<void> {
    const me = signedInUser(caller);
    await this.list.setDirectFrom(me, from);
    answerOrRedirect(res, next, await this.list.of(me));
  }

  @Action('friends/:user/request')
  @RelationAction(
    'Id of an account.',
    {
      summary: 'Ask somebody to be friends',
      description: 'If they have asked already, it is settled. Once more changes nothing.',
    },
    'BLOCKED_BY_YOU',
    'TOO_MANY_FRIENDS',
    'TOO_MANY_REQUESTS',
  )
  request(
    @Param('user') user: string,
    @Body() dto: NextDto,
    @Caller() caller: Principal,
    @Req() req: Request,
    @Res() res: Response,
  ) {
    return answerRelation(this.list, caller, res, user, dto, (me) =>
      this.friends.request(me, user, clientAddress(req)),
    );
  }

  @Action('friends/:user/accept')
  @RelationAction('Id of the account that has asked.', { summary: 'Accept a request' }, 'TOO_MANY_FRIENDS')
  accept(
    @Param('user') user: string,
    @Body() dto: NextDto,
    @Caller() caller: Principal,
    @Res() res: Response,
  ) {
    return answerRelation(this.list, caller, res, user, dto, (me) => this.friends.accept(me, user));
  }

  @Action('friends/:user/decline')
  @RelationAction('Id of the account that has asked.', {
    summary: 'Decline a request',
    description: 'They are told.',
  })
  decline(
    @Param('user') user: string,
    @Body() dto: NextDto,
    @Caller() caller: Principal,
    @Res() res: Response,
  ) {
    return answerRelation(this.list, caller, res, user, dto, (me) => this.friends.decline(me, user));
  }

  @Action('friends/:user/withdraw')
  @RelationAction('Id of the account that was asked.', { summary: 'Take one’s request back' })
  withdraw(
    @Param('user') user: string,
    @Body() dto: NextDto,
    @Caller() caller: Principal,
    @Res() res: Response,
  ) {
    return answerRelation(this.list, caller, res, user, dto, (me) => this.friends.withdraw(me, user));
  }

  @Action('friends/:user/remove')
  @RelationAction('Id of a friend.', { summary: 'End a friendship' })
  remove(
    @Param('user') user: string,
    @Body() dto: NextDto,
    @Caller() caller: Principal,
    @Res() res: Response,
  ) {
    return answerRelation(this.list, caller, res, user, dto, (me) => this.friends.remove(me, user));
  }
}
