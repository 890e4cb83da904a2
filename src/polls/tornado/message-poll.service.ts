import { Injectable } from '@nestjs/common';
import type { JsonBytes } from '../../json-bytes.js';
import { SignalFeed } from '../../signals/signal-feed.js';
import { PollLoop } from '../poll-loop.js';
import type { Waiter } from '../waiter.js';
import { MessagePoll } from './message-poll.js';
import { MessageReader, type PollQuery } from './message-reader.js';

/** The long poll of the Tornado surface: one room, a message id as cursor. */
@Injectable()
export class MessagePollService {
  constructor(
    private readonly loop: PollLoop,
    private readonly reader: MessageReader,
    private readonly feed: SignalFeed,
  ) {}

  /**
   * Resolves with the messages after the cursor as soon as there are any, or with the cursor alone when the
   * hold is over or the node stops. Rejects as `PollLoop.run` does, with TOO_MANY_POLLS, and with NOT_FOUND
   * as soon as the user may not read the room.
   */
  async poll(query: PollQuery, waiter: Waiter): Promise<JsonBytes | undefined> {
    const poll = new MessagePoll(this.reader, query);
    try {
      return await this.loop.run(poll, waiter);
    } finally {
      // Do not wait for a database that does not answer.
      if (!this.feed.isStale) await poll.remembered;
    }
  }
}
