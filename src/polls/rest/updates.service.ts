import { Injectable } from '@nestjs/common';
import type { JsonBytes } from '../../json-bytes.js';
import { PollLoop } from '../poll-loop.js';
import type { Waiter } from '../waiter.js';
import { Interests } from './interests.js';
import { UpdatesPoll } from './updates-poll.js';
import { UpdatesReader, type UpdatesRequest } from './updates-reader.js';

/** The long poll of the REST surface: one poll for many rooms. The client keeps the positions. */
@Injectable()
export class UpdatesService {
  constructor(
    private readonly loop: PollLoop,
    private readonly interests: Interests,
    private readonly reader: UpdatesReader,
  ) {}

  /**
   * Resolves with UpdatesJson: the entries after the positions as soon as there are any, or no events when
   * the hold is over, the node stops, or newer polls of the session displace this one. Rooms that the user
   * may not read are `closed`; a room that becomes so ends the poll at once. Rejects as `PollLoop.run` does,
   * and with EPOCH_CHANGED if the positions belong to another log or are ahead of this one. Throws what the
   * constructor of `Interest` throws.
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
