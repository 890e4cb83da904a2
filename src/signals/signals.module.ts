import { Global, Module } from '@nestjs/common';
import { MovedMarks } from './moved-marks.js';
import { Signals } from './signals.js';

/** Global: any feature may emit or subscribe. */
@Global()
@Module({ providers: [Signals, MovedMarks], exports: [Signals, MovedMarks] })
export class SignalsModule {}
