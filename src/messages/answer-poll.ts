import type { NextFunction, Response } from 'express';
import { answerJson } from '../http/answer.js';
import type { JsonBytes } from '../json-bytes.js';
import type { MessageBufferService } from './message-buffer.service.js';

/**
 * Answers a poll when it has come to its end. Its controller does not wait for that: Nest would hold four
 * promises beside each poll. `next` is told of what failed, as of any request.
 */
export async function answerPoll(
  res: Response,
  poll: Promise<JsonBytes | undefined>,
  buffers: MessageBufferService,
  next: NextFunction,
): Promise<void> {
  try {
    const json = await poll;
    if (json === undefined) return;
    answerJson(res, json, buffers.isDraining ? { headers: { Connection: 'close' } } : undefined);
  } catch (error) {
    next(error);
  }
}
