import { Global, Module } from '@nestjs/common';
import { Translator } from './translator.js';

@Global()
@Module({ providers: [Translator], exports: [Translator] })
export class I18nModule {}
