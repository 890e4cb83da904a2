import { Global, Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { Assets } from './assets.js';
import { PageRenderer } from './page-renderer.js';
import { Views } from './views.js';

@Global()
@Module({
  imports: [AccountsModule],
  providers: [Assets, PageRenderer, Views],
  exports: [Assets, PageRenderer, Views],
})
export class ViewsModule {}
