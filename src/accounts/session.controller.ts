import { Body, Controller, Get, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Action, pageAfter } from '../http/action.js';
import { Endpoint, PathParam } from '../http/endpoint.js';
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
  @Endpoint({
    summary: 'Sign in',
    description: 'The answer sets a new session cookie and has a new token.',
    answer: MeJson,
    problems: ['SIGN_IN_FAILED', 'SESSION_ENDED', 'TOO_MANY_REQUESTS', 'TOO_BUSY'],
  })
  async signIn(@Body() dto: SignInDto, @Req() req: Request, @Res() res: Response): Promise<void> {
    const page = pageAfter(req);
    this.answer.begun(req, res, await this.signIns.signIn(requestContextOf(req), dto), { page });
  }

  @Action('session/end', { form: 'account/sign-out' })
  @Endpoint({
    summary: 'Sign out',
    description: 'This works for guests too. Nobody can use a guest’s name and messages afterwards.',
    answer: DoneJson,
  })
  async signOut(@Caller() caller: Principal, @Req() req: Request, @Res() res: Response): Promise<void> {
    await this.sessions.endThis(caller.session);
    this.answer.ended(req, res);
  }

  @Action('sessions/end', { form: 'account/sessions/end' })
  @Endpoint({ summary: 'Sign out everywhere', answer: DoneJson })
  async signOutEverywhere(
    @Caller() caller: Principal,
    @Req() req: Request,
    @Res() res: Response,
  ): Promise<void> {
    await this.sessions.endAll(caller.session);
    this.answer.ended(req, res);
  }

  @Get('api/sessions')
  @Endpoint({ summary: 'List the sessions of the caller’s account', answer: OwnSessionsJson })
  async list(@Caller() { session }: Principal): Promise<OwnSessionsJson> {
    const sessions = await this.sessions.list(session);
    return {
      sessions: sessions.map(({ id, device, begunAt, lastSeenAt, isThis }) => ({
        id,
        device,
        begun_at: new Date(begunAt).toISOString(),
        last_seen_at: new Date(lastSeenAt).toISOString(),
        current: isThis,
      })),
    };
  }

  @Action('sessions/:id/end', { form: 'account/sessions/:id/end' })
  @Endpoint({ summary: 'End a session of the caller’s account', answer: DoneJson, problems: ['NOT_FOUND'] })
  async end(
    @PathParam({ name: 'id', description: 'Id from the list of sessions.' }) id: string,
    @Caller() caller: Principal,
    @Req() req: Request,
    @Res() res: Response,
  ): Promise<void> {
    if (await this.sessions.end(caller.session, id)) return this.answer.ended(req, res);
    this.answer.done(req, res, '/account?done=session');
  }
}
