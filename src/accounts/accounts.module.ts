import { Module } from '@nestjs/common';
import { LogModule } from '../log/log.module.js';
import { AccountController } from './account.controller.js';
import { AccountDeletion } from './account-deletion.js';
import { ExpiredRows } from './expired-rows.js';
import { UserService } from './user.service.js';
import { MeController } from './me.controller.js';
import { NameController } from './name.controller.js';
import { OwnSessions } from './own-sessions.js';
import { PasswordService } from './password.service.js';
import { PasswordHasher } from './password-hasher.js';
import { ProfileService } from './profile.service.js';
import { SessionAnswer } from './session-answer.js';
import { SessionController } from './session.controller.js';
import { SessionCookie } from './session-cookie.js';
import { SessionService } from './session.service.js';
import { SessionStart } from './session-start.js';
import { SignInLinkService } from './sign-in-link.service.js';
import { SignInLinksController } from './sign-in-links.controller.js';
import { SignInService } from './sign-in.service.js';
import { SignInThrottle } from './sign-in-throttle.js';
import { SignUpService } from './sign-up.service.js';

/** Exported to pages and other modules. */
const PUBLIC = [
  AccountDeletion,
  UserService,
  OwnSessions,
  ProfileService,
  SessionCookie,
  SessionService,
  SignInLinkService,
];

/** Guests, accounts and their sessions. */
@Module({
  imports: [LogModule],
  controllers: [AccountController, MeController, NameController, SessionController, SignInLinksController],
  providers: [
    ...PUBLIC,
    ExpiredRows,
    PasswordService,
    PasswordHasher,
    SessionAnswer,
    SessionStart,
    SignInService,
    SignInThrottle,
    SignUpService,
  ],
  exports: PUBLIC,
})
export class AccountsModule {}
