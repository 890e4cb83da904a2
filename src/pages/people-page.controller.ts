import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { signedInUser } from '../accounts/accounts.js';
import { Caller, Principal } from '../accounts/principal.js';
import { DIRECT_FROM } from '../friends/dto/friends.json.js';
import { FriendListService } from '../friends/friend-list.service.js';
import { FramedPages } from './framed-pages.js';
import { PeopleQueryDto } from './dto/people-query.dto.js';
import { nextPageStart, pageRows } from './pagination.js';
import { PersonCard } from './person-card.js';

/** Friends, requests and blocks, the search for people, and the page of a person. */
@ApiExcludeController()
@Controller('people')
export class PeoplePageController {
  constructor(
    private readonly list: FriendListService,
    private readonly card: PersonCard,
    private readonly pages: FramedPages,
  ) {}

  @Get()
  async people(
    @Query() { name, from }: PeopleQueryDto,
    @Caller() caller: Principal,
    @Req() req: Request,
    @Res() res: Response,
  ): Promise<void> {
    const { direct_from: who, ...lists } = await this.list.of(signedInUser(caller));
    const shown = Object.entries(lists).map(([list, people]) => [list, pageRows(people, from)]);
    await this.pages.render(req, res, 'people', {
      next: '/people',
      ...(Object.fromEntries(shown) as typeof lists),
      more: nextPageStart(from, ...Object.values(lists)),
      typed: name,
      found: name === undefined ? undefined : await this.list.search(name),
      directFrom: DIRECT_FROM.map((each) => ({ who: each, checked: each === who })),
    });
  }

  @Get(':user')
  async person(
    @Param('user') user: string,
    @Caller() caller: Principal,
    @Req() req: Request,
    @Res() res: Response,
  ): Promise<void> {
    const content = await this.card.of(signedInUser(caller), user);
    const { id, name } = content.person;
    await this.pages.render(req, res, 'person', { title: name, ...content, next: `/people/${id}` });
  }
}
