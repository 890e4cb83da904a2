import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { signedInUser } from '../accounts/accounts.js';
import { Caller, Principal } from '../accounts/principal.js';
import { UserId } from '../accounts/user-id.js';
import { Action } from '../http/action.js';
import { Endpoint } from '../http/endpoint.js';
import { BlockService } from './block.service.js';
import { PeopleJson, PersonJson } from './dto/friends.json.js';
import { SearchDto } from './dto/people.dto.js';
import { FriendListService } from './friend-list.service.js';
import { RelationAction, relationAfter } from './relation-action.js';

/** Finding people, and blocking them. */
@ApiTags('People')
@Controller()
export class PeopleController {
  constructor(
    private readonly list: FriendListService,
    private readonly blocks: BlockService,
  ) {}

  @Get('api/people')
  @Endpoint({
    summary: 'Search accounts by name',
    description: 'At most 20, sorted by name.',
    answer: PeopleJson,
    problems: ['SIGN_IN_REQUIRED'],
  })
  async search(@Query() { name }: SearchDto, @Caller() caller: Principal): Promise<PeopleJson> {
    signedInUser(caller);
    return { people: await this.list.search(name) };
  }

  @Get('api/people/:user')
  @Endpoint({
    summary: 'Show a person and their relation to the caller',
    answer: PersonJson,
    problems: ['SIGN_IN_REQUIRED', 'NOT_FOUND'],
  })
  async person(@UserId('Id of a guest or an account.') user: string, @Caller() caller: Principal) {
    return this.list.person(signedInUser(caller), user);
  }

  @Action('people/:user/block')
  @RelationAction({
    summary: 'Block somebody',
    description:
      'The caller gets their messages as `hidden` and none of their friend requests, invitations or new direct conversations. They are not told, and nothing changes for them.',
    problems: ['TOO_MANY_BLOCKED'],
  })
  async block(@UserId('Id of a guest or an account.') user: string, @Caller() caller: Principal) {
    const me = signedInUser(caller);
    return relationAfter(this.blocks.block(me, user), this.list, me, user);
  }

  @Action('people/:user/unblock')
  @RelationAction({
    summary: 'Unblock somebody',
    description: 'What they wrote in the meantime becomes visible.',
  })
  async unblock(@UserId('Id of a blocked user.') user: string, @Caller() caller: Principal) {
    const me = signedInUser(caller);
    return relationAfter(this.blocks.unblock(me, user), this.list, me, user);
  }
}
