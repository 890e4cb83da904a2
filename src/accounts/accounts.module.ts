import { Module } from '@nestjs/common';
import { CookieSecret } from '../config/cookie-secret.js';
import { GuestService } from './guest.service.js';
import { NameController } from './name.controller.js';
import { SessionCookie } from './session-cookie.js';
import { SessionService } from './session.service.js';

/** Who writes: guests, and the sessions that they are known by. */
@Module({
  controllers: [NameController],
  providers: [CookieSecret, GuestService, SessionCookie, SessionService],
  exports: [GuestService, SessionCookie, SessionService],
})
export class AccountsModule {}
