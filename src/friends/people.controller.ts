import { Body, Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiConsumes, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { signedInUser } from '../accounts/accounts.js';
import { Caller, Principal } from '../accounts/principal.js';
import { Action } from '../http/action.js';
import { answerObject } from '../http/answer.js';
import { ApiProblems } from '../http/api-problems.js';
import { BODY_TYPES } from '../http/body-types.js';
import { NextDto } from '../http/next.dto.js';
import { BlockService } from './block.service.js';
import { PeopleJson, PersonJson } from './dto/friends.json.js';
import { SearchDto } from './dto/people.dto.js';
import { FriendListService } from './friend-list.service.js';
import { RelationAction, answerRelation } from './relation-action.js';

/** Finding people, and blocking them. */
@ApiTags('People')
@ApiConsumes(...BODY_TYPES)
@Controller()
export class PeopleController {
  constructor(
    private readonly list: FriendListService,
    private readonly blocks: BlockService,
  ) {}

  @Get('api/people')
  @ApiOperation({ summary: 'Look for accounts by name', description: 'Twenty at the most, by name.' })
  @ApiOkResponse({ type: PeopleJson })
  @ApiProblems('SIGN_IN_REQUIRED')
  async search(
    @Query() { name }: SearchDto,
    @Caller() caller: Principal,
    @Res() res: Response,
  ): Promise<void> {
    signedInUser(caller);
    const found: PeopleJson = { people: await this.list.search(name) };
    answerObject(res, found);
  }

  @Get('api/people/:user')
  @ApiParam({ name: 'user', description: 'Id of anybody who has written.' })
  @ApiOperation({ summary: 'Somebody, and what they are to the caller' })
  @ApiOkResponse({ type: PersonJson })
  @ApiProblems('SIGN_IN_REQUIRED', 'NOT_FOUND')
  async person(
    @Param('user') user: string,
    @Caller() caller: Principal,
    @Res() res: Response,
  ): Promise<void> {
    answerObject(res, await this.list.person(signedInUser(caller), user));
  }

  @Action('people/:user/block')
  @RelationAction(
    'Id of anybody who has written, guests too.',
    {
      summary: 'Hear nothing more of somebody',
      description:
        'What they write is `hidden` from the caller, and no request, invitation or talk that they begin reaches them. They are not told, and nothing changes for them.',
    },
    'TOO_MANY_BLOCKED',
  )
  block(
    @Param('user') user: string,
    @Body() dto: NextDto,
    @Caller() caller: Principal,
    @Res() res: Response,
  ) {
    return answerRelation(this.list, caller, res, user, dto, (me) => this.blocks.block(me, user));
  }

  @Action('people/:user/unblock')
  @RelationAction('Id of somebody whom the caller has blocked.', {
    summary: 'Hear somebody again',
    description: 'What they did meanwhile is there from then on.',
  })
  unblock(
    @Param('user') user: string,
    @Body() dto: NextDto,
    @Caller() caller: Principal,
    @Res() res: Response,
  ) {
    return answerRelation(this.list, caller, res, user, dto, (me) => this.blocks.unblock(me, user));
  }
}
