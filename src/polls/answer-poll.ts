import type { NextFunction, Request, Response } from 'express';
import { answerJson } from '../http/answer.js';
import type { JsonBytes } from '../json-bytes.js';
import type { HeldPolls } from './held-polls.js';
import { Waiter } from './waiter.js';

const NOTHING: string[] = [];

/**
 * Holds a poll of either surface and answers it. The controller must not await this: Nest would keep four
 * promises beside each poll. Errors go to `next`, as for any request.
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

/**
 * Drops the parsed request. Otherwise it would live as long as the hold, and the garbage collector would copy
 * it meanwhile.
 */
function forgetWhatWasRead(req: Request): void {
  const { cookie, 'accept-language': language } = req.headers;
  req.rawHeaders = NOTHING;
  // An error page needs these to choose its language.
  req.headers = { cookie, 'accept-language': language };
  req.body = undefined;
}
