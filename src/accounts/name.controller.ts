import { Body, Controller, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { ActionEndpoint } from '../http/endpoint.js';
import { languageOf } from '../preferences/preferences.js';
import { UserJson } from './dto/me.json.js';
import { NameDto } from './dto/name.dto.js';
import { UserService } from './user.service.js';
import { Caller, Principal } from './principal.js';

@ApiTags('Identity')
@Controller('a/name')
export class NameController {
  constructor(private readonly users: UserService) {}

  @Post()
  @ActionEndpoint({
    summary: 'Change the caller’s name',
    description:
      'Messages keep the name they were sent under. An account signs in with the new name, and for 90 days also with the old one, which nobody else can take during that time.',
    body: NameDto,
    answer: UserJson,
    problems: [
      'NAME_BLANK',
      'NAME_TOO_LONG',
      'NAME_INVALID',
      'NAME_MIXED',
      'NAME_TAKEN',
      'TOO_MANY_REQUESTS',
    ],
  })
  async rename(
    @Body() dto: NameDto,
    @Caller() { session }: Principal,
    @Req() req: Request,
  ): Promise<UserJson> {
    const { id, name } = await this.users.rename(session, languageOf(req), dto.name);
    return { id, name };
  }
}
