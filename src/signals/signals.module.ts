import { Global, Module } from '@nestjs/common';
import { Signals } from './signals.js';

/** Everybody may tell, and hear, that something has changed. */
@Global()
@Module({ providers: [Signals], exports: [Signals] })
export class SignalsModule {}
