import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import type { User } from '../../accounts/user.js';
import { MessageBufferService } from '../../buffers/message-buffer.service.js';
import { ownLogKey } from '../../log/own-log.js';
import type { Marks } from '../../rooms/marks.js';
import { ReadMarks } from '../../rooms/read-marks.js';
import { MovedMarks } from '../../signals/moved-marks.js';
import type { MarksJson } from './dto/updates.json.js';
import type { PolledRooms } from './polled-rooms.js';
import { type Topic, type TopicState, Topics } from './topics.js';

/** The caller's read marks in the rooms of a poll. */
@Injectable()
export class MarksTopic implements Topic, OnModuleInit, OnModuleDestroy {
  readonly name = 'marks';
  #moved: Subscription | undefined;

  constructor(
    private readonly marks: ReadMarks,
    private readonly buffers: MessageBufferService,
    private readonly topics: Topics,
    private readonly movedMarks: MovedMarks,
  ) {}

  onModuleInit(): void {
    this.topics.register(this);
    // The session that set the mark needs no news of it.
    this.#moved = this.movedMarks.told.subscribe(({ userId, by }) =>
      this.buffers.wake(ownLogKey(userId), by),
    );
  }

  onModuleDestroy(): void {
    this.#moved?.unsubscribe();
  }

  stateFor(
    user: User | null,
    rooms: PolledRooms,
    known: string,
  ): TopicState | undefined | Promise<TopicState> {
    if (!user) return undefined;
    const marks = this.marks.of(user.id, known);
    return marks instanceof Promise ? marks.then((read) => stateIn(read, rooms)) : stateIn(marks, rooms);
  }
}

/** The marks in the polled rooms only. */
function stateIn({ version, read }: Marks, rooms: PolledRooms): TopicState {
  return {
    version,
    state: (): Pick<MarksJson, 'read'> => ({
      read: Object.fromEntries(
        rooms.open.flatMap((key) => {
          const seq = read.get(key);
          return seq === undefined ? [] : [[key, seq] as const];
        }),
      ),
    }),
  };
}
