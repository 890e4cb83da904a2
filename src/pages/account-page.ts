import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { splitDevice } from '../accounts/device.js';
import { type OwnSession, OwnSessions } from '../accounts/own-sessions.js';
import { MIN_PASSWORD_CHARS } from '../accounts/password.js';
import { MAX_PROFILE_CHARS, ProfileService } from '../accounts/profile.service.js';
import { signInLinkUrl } from '../accounts/sign-in-code.js';
import { SignInLinkService } from '../accounts/sign-in-link.service.js';
import { Config } from '../config/config.js';
import { publicOrigin } from '../http/public-origin.js';
import { type Language, languageOf } from '../i18n/language.js';
import { Translator } from '../i18n/translator.js';
import { PageRenderer } from '../views/page-renderer.js';
import { utcTime } from './utc-time.js';

const DONE = new Set(['profile', 'password', 'session']);

/** What the page shows beside the account. */
export interface AccountPageContent {
  /** The action just done. */
  done?: string | undefined;
  link?: string;
}

@Injectable()
export class AccountPage {
  constructor(
    private readonly profiles: ProfileService,
    private readonly sessions: OwnSessions,
    private readonly links: SignInLinkService,
    private readonly pages: PageRenderer,
    private readonly translator: Translator,
    private readonly config: Config,
  ) {}

  /** Throws SIGN_IN_REQUIRED. */
  async show(req: Request, res: Response, { done = '', link }: AccountPageContent): Promise<void> {
    const lang = languageOf(req);
    const account = await this.profiles.of(req.session);
    const sessions = (await this.sessions.list(req.session)).map((session) =>
      toView(session, this.#device(session, lang)),
    );
    const notice = DONE.has(done) ? this.translator.t(lang, `account.done.${done}`) : undefined;
    const limits = { minPassword: MIN_PASSWORD_CHARS, maxProfile: MAX_PROFILE_CHARS };
    const content = { account, sessions, notice, link, ...limits, here: '/account', next: '/account' };
    this.pages.render(req, res, 'account', content);
  }

  #device({ device }: OwnSession, language: Language): string {
    const parts = splitDevice(device);
    return parts ? this.translator.t(language, 'account.sessions.device', parts) : device;
  }

  /** Shows the page with a new sign-in link. Throws SIGN_IN_REQUIRED, TOO_MANY_REQUESTS. */
  async showLink(req: Request, res: Response): Promise<void> {
    const { code } = await this.links.make(req.session);
    await this.show(req, res, { link: signInLinkUrl(publicOrigin(req, this.config.publicUrl), code) });
  }
}

function toView({ id, begunAt, lastSeenAt, isThis }: OwnSession, device: string): object {
  return { id, device, begun: utcTime(begunAt), seen: utcTime(lastSeenAt), isThis };
}
