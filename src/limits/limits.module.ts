import { Global, Module } from '@nestjs/common';
import { Limits } from './limits.js';
import { WriteLimit } from './write-limit.js';

/** How often something may be done. */
@Global()
@Module({ providers: [Limits, WriteLimit], exports: [Limits, WriteLimit] })
export class LimitsModule {}
