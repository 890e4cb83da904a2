import { Global, Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { Assets } from './assets.js';
import { PageRenderer } from './page-renderer.js';
import { ScriptTexts } from './script-texts.js';
import { Views } from './views.js';

@Global()
@Module({
  imports: [AccountsModule],
  providers: [Assets, PageRenderer, ScriptTexts, Views],
  exports: [Assets, PageRenderer, Views],
})
export class ViewsModule {}
