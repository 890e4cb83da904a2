import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Config } from '../config/config.js';
import { Action, isPageForm } from '../http/action.js';
import { answerJson } from '../http/answer.js';
import { ApiProblems } from '../http/api-problems.js';
import { BODY_TYPES } from '../http/body-types.js';
import { publicOrigin } from '../http/public-origin.js';
import { JsonBytes } from '../json-bytes.js';
import { SignInLinkDto } from './dto/account.dto.js';
import { SignInLinkJson } from './dto/account.json.js';
import { MeJson } from './dto/me.json.js';
import { Caller, Principal } from './principal.js';
import { SessionAnswer } from './session-answer.js';
import { signInLinkUrl } from './sign-in-code.js';
import { SignInLinkService } from './sign-in-link.service.js';
import { requestContextOf } from './request-context.js';

@ApiTags('Sessions')
@ApiConsumes(...BODY_TYPES)
@Controller()
export class SignInLinksController {
  constructor(
    private readonly links: SignInLinkService,
    private readonly answer: SessionAnswer,
    private readonly config: Config,
  ) {}

  @Post('api/sign-in-links')
  @HttpCode(201)
  @ApiOperation({
    summary: 'Make a sign-in link',
    description: 'For another device of one’s own. It works once, for four hours.',
  })
  @ApiCreatedResponse({ type: SignInLinkJson })
  @ApiProblems('TOO_MANY_REQUESTS')
  async make(@Caller() caller: Principal, @Req() req: Request, @Res() res: Response): Promise<void> {
    const { code, expiresAt } = await this.links.make(caller.session);
    const link: SignInLinkJson = {
      url: signInLinkUrl(publicOrigin(req, this.config.publicUrl), code),
      expires_at: new Date(expiresAt).toISOString(),
    };
    answerJson(res, JsonBytes.of(JSON.stringify(link)), { status: 201 });
  }

  @Action('sign-in-links/use', { form: 'sign-in/link' })
  @HttpCode(200)
  @ApiOperation({ summary: 'Sign in by a link', description: 'It is used up by it.' })
  @ApiOkResponse({ type: MeJson })
  @ApiProblems('SIGN_IN_LINK_INVALID', 'SESSION_ENDED')
  async use(@Body() { code }: SignInLinkDto, @Req() req: Request, @Res() res: Response): Promise<void> {
    const page = isPageForm(req) ? '/' : undefined;
    this.answer.begun(req, res, await this.links.use(requestContextOf(req), code), { page });
  }
}
