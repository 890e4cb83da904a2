import { Module } from '@nestjs/common';
import { CookieSecret } from '../config/cookie-secret.js';
import { GuestService } from './guest.service.js';
import { LogModule } from '../log/log.module.js';
import { MeController } from './me.controller.js';
import { NameController } from './name.controller.js';
import { SessionCookie } from './session-cookie.js';
import { SessionService } from './session.service.js';

/** Who writes: guests, and the sessions that they are known by. */
@Module({
  imports: [LogModule],
  controllers: [MeController, NameController],
  providers: [CookieSecret, GuestService, SessionCookie, SessionService],
  exports: [GuestService, SessionCookie, SessionService],
})
export class AccountsModule {}
