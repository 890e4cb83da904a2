import { Body, Controller, Get, HttpCode, Req, Res } from '@nestjs/common';
import { ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Action, isPageForm, pageAfter } from '../http/action.js';
import { answerJson } from '../http/answer.js';
import { ApiProblems } from '../http/api-problems.js';
import { BODY_TYPES } from '../http/body-types.js';
import { languageOf } from '../i18n/language.js';
import { JsonBytes } from '../json-bytes.js';
import { AccountDeletion } from './account-deletion.js';
import { DeletionDto, PasswordChangeDto, ProfileDto } from './dto/account.dto.js';
import { AccountJson, DoneJson } from './dto/account.json.js';
import { MeJson } from './dto/me.json.js';
import { SignUpDto } from './dto/sign-in.dto.js';
import { PasswordService } from './password.service.js';
import { Caller, Principal } from './principal.js';
import { ProfileService } from './profile.service.js';
import { SessionAnswer } from './session-answer.js';
import { SignUpService } from './sign-up.service.js';
import { requestContextOf } from './request-context.js';

const PASSWORD_PROBLEMS = ['PASSWORD_TOO_SHORT', 'PASSWORD_TOO_LONG', 'PASSWORD_COMMON'] as const;
const NAME_PROBLEMS = ['NAME_BLANK', 'NAME_TOO_LONG', 'NAME_INVALID', 'NAME_MIXED', 'NAME_TAKEN'] as const;
const TRYING_PROBLEMS = ['PASSWORD_WRONG', 'TOO_MANY_REQUESTS', 'TOO_BUSY'] as const;

@ApiTags('The account')
@ApiConsumes(...BODY_TYPES)
@Controller()
export class AccountController {
  constructor(
    private readonly signUps: SignUpService,
    private readonly profiles: ProfileService,
    private readonly passwords: PasswordService,
    private readonly deletion: AccountDeletion,
    private readonly answer: SessionAnswer,
  ) {}

  @Action('account', { form: 'sign-up' })
  @HttpCode(201)
  @ApiOperation({
    summary: 'Sign up',
    description:
      'A guest keeps their id and what they wrote. The session goes on under another id, in a new cookie, and with another token.',
  })
  @ApiCreatedResponse({ type: MeJson })
  @ApiProblems(
    ...NAME_PROBLEMS,
    ...PASSWORD_PROBLEMS,
    'SIGN_UP_CLOSED',
    'ALREADY_SIGNED_IN',
    'TOO_MANY_REQUESTS',
    'TOO_BUSY',
  )
  async signUp(@Body() dto: SignUpDto, @Req() req: Request, @Res() res: Response): Promise<void> {
    const page = pageAfter(req, '/');
    this.answer.begun(req, res, await this.signUps.signUp(requestContextOf(req), dto), { page, status: 201 });
  }

  @Get('api/account')
  @ApiOperation({ summary: 'One’s account' })
  @ApiOkResponse({ type: AccountJson })
  @ApiProblems()
  async get(@Caller() caller: Principal, @Res() res: Response): Promise<void> {
    answerJson(res, accountJson(await this.profiles.of(caller.session)));
  }

  @Action('account/profile', { form: 'account/profile' })
  @HttpCode(200)
  @ApiOperation({
    summary: 'Change one’s name or profile',
    description: 'Messages keep the name that they were sent under.',
  })
  @ApiOkResponse({ type: AccountJson })
  @ApiProblems(...NAME_PROBLEMS, 'PROFILE_TOO_LONG', 'PROFILE_INVALID')
  async change(
    @Body() dto: ProfileDto,
    @Caller() caller: Principal,
    @Req() req: Request,
    @Res() res: Response,
  ): Promise<void> {
    const account = await this.profiles.change(caller.session, languageOf(req), dto);
    if (isPageForm(req)) return res.redirect(303, '/account?done=profile');
    answerJson(res, accountJson(account));
  }

  @Action('account/password', { form: 'account/password' })
  @HttpCode(200)
  @ApiOperation({
    summary: 'Change one’s password',
    description: 'All other sessions end; this one goes on as after signing in.',
  })
  @ApiOkResponse({ type: MeJson })
  @ApiProblems(...PASSWORD_PROBLEMS, ...TRYING_PROBLEMS)
  async changePassword(
    @Body() dto: PasswordChangeDto,
    @Req() req: Request,
    @Res() res: Response,
  ): Promise<void> {
    const change = { password: dto.password, next: dto.new_password };
    const page = isPageForm(req) ? '/account?done=password' : undefined;
    this.answer.begun(req, res, await this.passwords.change(requestContextOf(req), change), { page });
  }

  @Action('account/delete', { form: 'account/delete' })
  @HttpCode(200)
  @ApiOperation({
    summary: 'Delete one’s account',
    description: 'What one wrote stays, under the name `deleted account`; everything else goes.',
  })
  @ApiOkResponse({ type: DoneJson })
  @ApiProblems(...TRYING_PROBLEMS)
  async delete(@Body() { password }: DeletionDto, @Req() req: Request, @Res() res: Response): Promise<void> {
    await this.deletion.delete(requestContextOf(req), password);
    this.answer.ended(req, res);
  }
}

function accountJson({ id, name, profile }: AccountJson): JsonBytes {
  return JsonBytes.of(JSON.stringify({ id, name, profile }));
}
