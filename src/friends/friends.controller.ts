import { Body, Controller, Get, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { signedInUser } from '../accounts/accounts.js';
import { Caller, Principal } from '../accounts/principal.js';
import { UserId } from '../accounts/user-id.js';
import { Action } from '../http/action.js';
import { clientAddress } from '../http/client-address.js';
import { ActionEndpoint, Endpoint } from '../http/endpoint.js';
import { FriendsJson } from './dto/friends.json.js';
import { DirectFromDto } from './dto/people.dto.js';
import { FriendListService } from './friend-list.service.js';
import { FriendService } from './friend.service.js';
import { RelationAction, relationAfter } from './relation-action.js';

/** Friendships. Both people are told in their own logs, `@me`. */
@ApiTags('Friends')
@Controller()
export class FriendsController {
  constructor(
    private readonly friends: FriendService,
    private readonly list: FriendListService,
  ) {}

  @Get('api/friends')
  @Endpoint({
    summary: 'List the caller’s friends, friend requests and blocked users',
    answer: FriendsJson,
    problems: ['SIGN_IN_REQUIRED'],
  })
  async all(@Caller() caller: Principal): Promise<FriendsJson> {
    return this.list.of(signedInUser(caller));
  }

  @Action('friends/direct-from')
  @ActionEndpoint({
    summary: 'Set who may start a direct conversation with the caller',
    body: DirectFromDto,
    answer: FriendsJson,
    problems: ['SIGN_IN_REQUIRED'],
  })
  async setDirectFrom(@Body() { from }: DirectFromDto, @Caller() caller: Principal): Promise<FriendsJson> {
    const me = signedInUser(caller);
    await this.list.setDirectFrom(me, from);
    return this.list.of(me);
  }

  @Action('friends/:user/request')
  @RelationAction({
    summary: 'Send a friend request',
    description: 'If they have already sent one to the caller, it is accepted. A repeat changes nothing.',
    problems: ['BLOCKED_BY_YOU', 'TOO_MANY_FRIENDS', 'TOO_MANY_REQUESTS'],
  })
  async request(@UserId('Id of an account.') user: string, @Caller() caller: Principal, @Req() req: Request) {
    const me = signedInUser(caller);
    return relationAfter(this.friends.request(me, user, clientAddress(req)), this.list, me, user);
  }

  @Action('friends/:user/accept')
  @RelationAction({ summary: 'Accept a friend request', problems: ['TOO_MANY_FRIENDS'] })
  async accept(@UserId('Id of the sender.') user: string, @Caller() caller: Principal) {
    const me = signedInUser(caller);
    return relationAfter(this.friends.accept(me, user), this.list, me, user);
  }

  @Action('friends/:user/decline')
  @RelationAction({ summary: 'Decline a friend request', description: 'The sender is told.' })
  async decline(@UserId('Id of the sender.') user: string, @Caller() caller: Principal) {
    const me = signedInUser(caller);
    return relationAfter(this.friends.decline(me, user), this.list, me, user);
  }

  @Action('friends/:user/withdraw')
  @RelationAction({ summary: 'Withdraw a friend request' })
  async withdraw(@UserId('Id of the receiver.') user: string, @Caller() caller: Principal) {
    const me = signedInUser(caller);
    return relationAfter(this.friends.withdraw(me, user), this.list, me, user);
  }

  @Action('friends/:user/remove')
  @RelationAction({ summary: 'Remove a friend' })
  async remove(@UserId('Id of a friend.') user: string, @Caller() caller: Principal) {
    const me = signedInUser(caller);
    return relationAfter(this.friends.remove(me, user), this.list, me, user);
  }
}
