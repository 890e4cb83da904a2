import type { NextFunction, Request, Response } from 'express';
import { answerJson } from '../http/answer.js';
import type { JsonBytes } from '../json-bytes.js';
import type { HeldPolls } from './held-polls.js';
import { Waiter } from './waiter.js';

const NOTHING: string[] = [];

/**
 * Holds a poll of either surface until it comes to its end, and answers it. Its controller does not wait for that: Nest would
 * hold four promises beside each poll. `next` is told of what failed, as of any request.
 */
export async function answerPoll(
  req: Request,
  res: Response,
  next: NextFunction,
  held: HeldPolls,
  poll: (waiter: Waiter) => Promise<JsonBytes | undefined>,
): Promise<void> {
  if (res.closed) return;
  const waiter = new Waiter(req.session);
  forgetWhatWasRead(req);
  res.on('close', () => waiter.wake('gone'));
  try {
    const json = await poll(waiter);
    if (json === undefined) return;
    answerJson(res, json, held.isDraining ? { headers: { Connection: 'close' } } : undefined);
  } catch (error) {
    next(error);
  }
}

/** All that a request was read from would live as long as the poll is held, and be copied by the collector meanwhile. */
function forgetWhatWasRead(req: Request): void {
  const { cookie, 'accept-language': language } = req.headers;
  req.rawHeaders = NOTHING;
  // What an error is told by: in whose language.
  req.headers = { cookie, 'accept-language': language };
  req.body = undefined;
}
