import { Module } from '@nestjs/common';
import { PollsModule } from '../polls/polls.module.js';
import { DiagnoseController } from './diagnose.controller.js';
import { DiagnosePageController } from './diagnose-page.controller.js';
import { TestHold } from './test-hold.js';
import { TestQuota } from './test-quota.js';
import { TestStream } from './test-stream.js';

/** The page that tries what a network lets through, and the answers that it tries it with. See docs/diagnose.md. */
@Module({
  imports: [PollsModule],
  controllers: [DiagnosePageController, DiagnoseController],
  providers: [TestHold, TestQuota, TestStream],
})
export class DiagnoseModule {}
