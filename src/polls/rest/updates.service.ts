import { Injectable } from '@nestjs/common';
import type { JsonBytes } from '../../json-bytes.js';
import { PollLoop } from '../poll-loop.js';
import type { Waiter } from '../waiter.js';
import { Interests } from './interests.js';
import { UpdatesPoll } from './updates-poll.js';
import { UpdatesReader, type UpdatesRequest } from './updates-reader.js';

/** The long poll of the REST surface: one for many rooms, whose positions the client keeps. */
@Injectable()
export class UpdatesService {
  constructor(
    private readonly loop: PollLoop,
    private readonly interests: Interests,
    private readonly reader: UpdatesReader,
  ) {}

  /**
   * Resolves with UpdatesJson: what lies after the positions as soon as there is any, or none of it when the hold is over, the
   * node stops, or newer polls of the session take its place. Rooms that the user may not read are `closed`; when that becomes so,
   * the poll ends at once. Rejects as `PollLoop.run` does, and with EPOCH_CHANGED if the positions are those of another log or ahead of
   * this one. Throws what the constructor of `Interest` does.
   */
  poll(request: UpdatesRequest, waiter: Waiter): Promise<JsonBytes | undefined> {
    const interest = this.interests.take(request.session, request.list);
    const poll = new UpdatesPoll(this.reader, request, interest);
    const looking = interest.rooms.look();
    if (!(looking instanceof Promise)) return this.loop.run(poll, waiter);
    return looking.then(
      () => this.loop.run(poll, waiter),
      (error: unknown) => {
        this.interests.end(interest);
        throw error;
      },
    );
  }
}
