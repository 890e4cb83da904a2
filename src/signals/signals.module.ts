import { Global, Module } from '@nestjs/common';
import { Signals } from './signals.js';

/** Global: any feature may emit or subscribe. */
@Global()
@Module({ providers: [Signals], exports: [Signals] })
export class SignalsModule {}
