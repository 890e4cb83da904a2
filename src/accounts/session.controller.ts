import { Body, Controller, Get, HttpCode, Param, Req, Res } from '@nestjs/common';
import { ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Action, pageAfter } from '../http/action.js';
import { answerJson } from '../http/answer.js';
import { ApiProblems } from '../http/api-problems.js';
import { BODY_TYPES } from '../http/body-types.js';
import { JsonBytes } from '../json-bytes.js';
import { DoneJson, OwnSessionsJson } from './dto/account.json.js';
import { MeJson } from './dto/me.json.js';
import { SignInDto } from './dto/sign-in.dto.js';
import { OwnSessions } from './own-sessions.js';
import { Caller, Principal } from './principal.js';
import { SessionAnswer } from './session-answer.js';
import { SignInService } from './sign-in.service.js';
import { requestContextOf } from './request-context.js';

@ApiTags('Sessions')
@Controller()
export class SessionController {
  constructor(
    private readonly signIns: SignInService,
    private readonly sessions: OwnSessions,
    private readonly answer: SessionAnswer,
  ) {}

  @Action('session', { form: 'sign-in' })
  @HttpCode(200)
  @ApiOperation({
    summary: 'Sign in',
    description: 'The session goes on under another id, in a new cookie, and with another token.',
  })
  @ApiConsumes(...BODY_TYPES)
  @ApiOkResponse({ type: MeJson })
  @ApiProblems('SIGN_IN_FAILED', 'SESSION_ENDED', 'TOO_MANY_REQUESTS', 'TOO_BUSY')
  async signIn(@Body() dto: SignInDto, @Req() req: Request, @Res() res: Response): Promise<void> {
    const page = pageAfter(req, '/');
    this.answer.begun(req, res, await this.signIns.signIn(requestContextOf(req), dto), { page });
  }

  @Action('session/end', { form: 'account/sign-out' })
  @HttpCode(200)
  @ApiOperation({
    summary: 'Sign out',
    description: 'A guest’s session ends as well, and is nobody’s from then on.',
  })
  @ApiConsumes(...BODY_TYPES)
  @ApiOkResponse({ type: DoneJson })
  @ApiProblems()
  async signOut(@Caller() caller: Principal, @Req() req: Request, @Res() res: Response): Promise<void> {
    await this.sessions.endThis(caller.session);
    this.answer.ended(req, res);
  }

  @Action('sessions/end', { form: 'account/sessions/end' })
  @HttpCode(200)
  @ApiOperation({ summary: 'Sign out everywhere' })
  @ApiConsumes(...BODY_TYPES)
  @ApiOkResponse({ type: DoneJson })
  @ApiProblems()
  async signOutEverywhere(
    @Caller() caller: Principal,
    @Req() req: Request,
    @Res() res: Response,
  ): Promise<void> {
    await this.sessions.endAll(caller.session);
    this.answer.ended(req, res);
  }

  @Get('api/sessions')
  @ApiOperation({ summary: 'Where one is signed in' })
  @ApiOkResponse({ type: OwnSessionsJson })
  @ApiProblems()
  async list(@Caller() caller: Principal, @Res() res: Response): Promise<void> {
    const sessions = (await this.sessions.list(caller.session)).map(
      ({ id, device, begunAt, lastSeenAt, isThis }) => ({
        id,
        device,
        begun_at: new Date(begunAt).toISOString(),
        last_seen_at: new Date(lastSeenAt).toISOString(),
        current: isThis,
      }),
    );
    answerJson(res, JsonBytes.of(JSON.stringify({ sessions } satisfies OwnSessionsJson)));
  }

  @Action('sessions/:id/end', { form: 'account/sessions/:id/end' })
  @HttpCode(200)
  @ApiOperation({ summary: 'End one of one’s sessions' })
  @ApiConsumes(...BODY_TYPES)
  @ApiOkResponse({ type: DoneJson })
  @ApiProblems('NOT_FOUND')
  async end(
    @Param('id') id: string,
    @Caller() caller: Principal,
    @Req() req: Request,
    @Res() res: Response,
  ): Promise<void> {
    if (await this.sessions.end(caller.session, id)) return this.answer.ended(req, res);
    this.answer.done(req, res, '/account?done=session');
  }
}
