import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Config } from '../config/config.js';
import { Action, isPageForm } from '../http/action.js';
import { Endpoint } from '../http/endpoint.js';
import { publicOrigin } from '../http/public-origin.js';
import { SignInLinkDto } from './dto/account.dto.js';
import { SignInLinkJson } from './dto/account.json.js';
import { MeJson } from './dto/me.json.js';
import { Caller, Principal } from './principal.js';
import { SessionAnswer } from './session-answer.js';
import { signInLinkUrl } from './sign-in-code.js';
import { SignInLinkService } from './sign-in-link.service.js';
import { requestContextOf } from './request-context.js';

@ApiTags('Sessions')
@Controller()
export class SignInLinksController {
  constructor(
    private readonly links: SignInLinkService,
    private readonly answer: SessionAnswer,
    private readonly config: Config,
  ) {}

  @Post('api/sign-in-links')
  @Endpoint({
    summary: 'Create a sign-in link',
    description: 'It signs another device in, once, within four hours.',
    answer: SignInLinkJson,
    status: 201,
    problems: ['TOO_MANY_REQUESTS'],
  })
  async make(@Caller() { session }: Principal, @Req() req: Request): Promise<SignInLinkJson> {
    const { code, expiresAt } = await this.links.make(session);
    const url = signInLinkUrl(publicOrigin(req, this.config.publicUrl), code);
    return { url, expires_at: new Date(expiresAt).toISOString() };
  }

  @Action('sign-in-links/use', { form: 'sign-in/link' })
  @Endpoint({
    summary: 'Sign in with a link',
    description: 'The link works once.',
    answer: MeJson,
    problems: ['SIGN_IN_LINK_INVALID', 'SESSION_ENDED'],
  })
  async use(@Body() { code }: SignInLinkDto, @Req() req: Request, @Res() res: Response): Promise<void> {
    const page = isPageForm(req) ? '/' : undefined;
    this.answer.begun(req, res, await this.links.use(requestContextOf(req), code), { page });
  }
}
