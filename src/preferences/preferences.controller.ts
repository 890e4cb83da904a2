import { Body, Controller, Get, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Config } from '../config/config.js';
import { Action } from '../http/action.js';
import { ActionEndpoint, Endpoint } from '../http/endpoint.js';
import { PreferencesDto, PreferencesJson } from './dto/preferences.dto.js';
import { PREFERENCE_NAMES, type Preferences, preferencesOf } from './preferences.js';
import { PreferencesService } from './preferences.service.js';

const YEAR_S = 365 * 24 * 60 * 60;

@ApiTags('Identity')
@Controller()
export class PreferencesController {
  constructor(
    private readonly preferences: PreferencesService,
    private readonly config: Config,
  ) {}

  @Get('api/preferences')
  @Endpoint({ summary: 'Show what the caller prefers', answer: PreferencesJson })
  show(@Req() req: Request): PreferencesJson {
    return preferencesOf(req);
  }

  @Action('preferences')
  @ActionEndpoint({
    summary: 'Change what the caller prefers',
    description:
      'An account has it on all its devices. For everybody else, and once signed out, the browser keeps it in cookies.',
    body: PreferencesDto,
    answer: PreferencesJson,
    problems: ['PREFERENCE_UNKNOWN'],
  })
  async change(
    @Body() dto: PreferencesDto,
    @Req() req: Request,
    @Res({ passthrough: true }) res: Response,
  ): Promise<PreferencesJson> {
    const names = PREFERENCE_NAMES.filter((name) => dto[name] !== undefined);
    const changes = Object.fromEntries(names.map((name) => [name, dto[name]])) as Partial<Preferences>;
    const { user } = req.session;
    if (user?.isGuest === false) await this.preferences.change(user.id, changes);
    const attributes = `Max-Age=${YEAR_S}; Path=/; HttpOnly; SameSite=Lax${this.config.secure ? '; Secure' : ''}`;
    for (const name of names) res.append('Set-Cookie', `${name}=${dto[name]}; ${attributes}`);
    return { ...preferencesOf(req), ...changes };
  }
}
