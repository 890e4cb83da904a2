import { Body, Controller, Get, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Action, isPageForm, pageAfter } from '../http/action.js';
import { Redirection } from '../http/answer.js';
import { Endpoint } from '../http/endpoint.js';
import { languageOf } from '../preferences/preferences.js';
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
  @Endpoint({
    summary: 'Sign up',
    description:
      'A guest keeps their id and messages. The answer sets a new session cookie and has a new token.',
    answer: MeJson,
    status: 201,
    problems: [
      ...NAME_PROBLEMS,
      ...PASSWORD_PROBLEMS,
      'SIGN_UP_CLOSED',
      'ALREADY_SIGNED_IN',
      'TOO_MANY_REQUESTS',
      'TOO_BUSY',
    ],
  })
  async signUp(@Body() dto: SignUpDto, @Req() req: Request, @Res() res: Response): Promise<void> {
    const page = pageAfter(req);
    this.answer.begun(req, res, await this.signUps.signUp(requestContextOf(req), dto), { page, status: 201 });
  }

  @Get('api/account')
  @Endpoint({ summary: 'Show the caller’s account', answer: AccountJson })
  async get(@Caller() { session }: Principal): Promise<AccountJson> {
    return this.profiles.of(session);
  }

  @Action('account/profile', { form: 'account/profile' })
  @Endpoint({
    summary: 'Change the caller’s name or profile',
    description: 'Messages keep the name they were sent under.',
    answer: AccountJson,
    problems: [...NAME_PROBLEMS, 'PROFILE_TOO_LONG', 'PROFILE_INVALID'],
  })
  async change(@Body() dto: ProfileDto, @Caller() { session }: Principal, @Req() req: Request) {
    const account = await this.profiles.change(session, languageOf(req), dto);
    return isPageForm(req) ? new Redirection(303, '/account?done=profile') : account;
  }

  @Action('account/password', { form: 'account/password' })
  @Endpoint({
    summary: 'Change the caller’s password',
    description: 'Ends all other sessions. The answer sets a new session cookie and has a new token.',
    answer: MeJson,
    problems: [...PASSWORD_PROBLEMS, ...TRYING_PROBLEMS],
  })
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
  @Endpoint({
    summary: 'Delete the caller’s account',
    description: 'Messages stay, under the name `deleted account`. Everything else is deleted.',
    answer: DoneJson,
    problems: TRYING_PROBLEMS,
  })
  async delete(@Body() { password }: DeletionDto, @Req() req: Request, @Res() res: Response): Promise<void> {
    await this.deletion.delete(requestContextOf(req), password);
    this.answer.ended(req, res);
  }
}
