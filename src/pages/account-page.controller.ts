import { Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type OwnSession, OwnSessions } from '../accounts/own-sessions.js';
import { MIN_PASSWORD_CHARS } from '../accounts/password.js';
import { Caller, Principal } from '../accounts/principal.js';
import { MAX_PROFILE_CHARS, ProfileService } from '../accounts/profile.service.js';
import { signInLinkUrl } from '../accounts/sign-in-code.js';
import { SignInLinkService } from '../accounts/sign-in-link.service.js';
import { Config } from '../config/config.js';
import { publicOrigin } from '../http/public-origin.js';
import type { Language } from '../i18n/language.js';
import { Translator } from '../i18n/translator.js';
import { languageOf } from '../preferences/preferences.js';
import { type PushDevice, PushSubscriptions } from '../push/push-subscriptions.service.js';
import { FramedPages } from './framed-pages.js';
import { DoneQueryDto } from './dto/account-queries.dto.js';
import { deviceName } from './device-name.js';
import { utcTime } from './utc-time.js';

const DONE = new Set(['profile', 'password', 'session', 'push']);
const LIMITS = { minPassword: MIN_PASSWORD_CHARS, maxProfile: MAX_PROFILE_CHARS };

/**
 * The account's page. Its forms post to the actions of `accounts/`, except the one that the page answers
 * itself.
 */
@ApiExcludeController()
@Controller('account')
export class AccountPageController {
  constructor(
    private readonly profiles: ProfileService,
    private readonly sessions: OwnSessions,
    private readonly links: SignInLinkService,
    private readonly push: PushSubscriptions,
    private readonly pages: FramedPages,
    private readonly translator: Translator,
    private readonly config: Config,
  ) {}

  @Get()
  async page(
    @Query() { done = '' }: DoneQueryDto,
    @Caller() caller: Principal,
    @Req() req: Request,
    @Res() res: Response,
  ): Promise<void> {
    if (caller.user?.isGuest !== false) return res.redirect(302, '/sign-in?next=%2Faccount');
    await this.#show(req, res, { done: DONE.has(done) ? done : undefined });
  }

  /** The link is shown once, on the page itself, so that it is in no address and no history. */
  @Post('sign-in-link')
  async makeLink(@Req() req: Request, @Res() res: Response): Promise<void> {
    const { code } = await this.links.make(req.session);
    await this.#show(req, res, { link: signInLinkUrl(publicOrigin(req, this.config.publicUrl), code) });
  }

  /** `done` is the action just done, `link` a new sign-in link. */
  async #show(
    req: Request,
    res: Response,
    shown: { done?: string | undefined; link?: string },
  ): Promise<void> {
    const account = await this.profiles.of(req.session);
    const sessions = (await this.sessions.list(req.session)).map((session) =>
      this.#shown(session, languageOf(req)),
    );
    const push = (await this.push.list(req.session)).map((one) => this.#pushDevice(one, languageOf(req)));
    const content = { account, sessions, push, ...shown, ...LIMITS, here: '/account', next: '/account' };
    await this.pages.render(req, res, 'account', content);
  }

  #pushDevice({ id, device, createdAt, isThis }: PushDevice, language: Language): object {
    const name = deviceName(this.translator, language, device);
    return { id, device: name, since: utcTime(createdAt), isThis };
  }

  #shown({ id, device, begunAt, lastSeenAt, isThis }: OwnSession, language: Language): object {
    return {
      id,
      device: deviceName(this.translator, language, device),
      begun: utcTime(begunAt),
      seen: utcTime(lastSeenAt),
      isThis,
    };
  }
}
