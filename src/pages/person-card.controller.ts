import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';
import { signedInUser } from '../accounts/accounts.js';
import { Caller, Principal } from '../accounts/principal.js';
import { NextDto } from '../http/next.dto.js';
import { languageOf } from '../preferences/preferences.js';
import { Views } from '../views/views.js';
import { PersonCard } from './person-card.js';

/** The card of a person, fetched by an open page. */
@ApiExcludeController()
@Controller('a/people')
export class PersonCardController {
  readonly #partial: (context: object) => string;

  constructor(
    views: Views,
    private readonly card: PersonCard,
  ) {
    this.#partial = views.partial('person');
  }

  /** `next`: the page to come back to. The page adds the token to the forms when it sends them. */
  @Get(':user/card')
  async get(
    @Param('user') user: string,
    @Query() { next = '/' }: NextDto,
    @Caller() caller: Principal,
    @Req() req: Request,
  ): Promise<{ html: string }> {
    const content = await this.card.of(signedInUser(caller), user);
    return { html: this.#partial({ lang: languageOf(req), ...content, isCard: true, next }).trim() };
  }
}
