import { Logger } from '@nestjs/common';
import { Subject } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ManualClock } from '../../test/support/manual-clock.js';
import { until } from '../../test/support/until.js';
import type { Entry } from '../log/entry.js';
import { MESSAGE } from '../log/entry-type.js';
import type { Message } from '../log/message.js';
import type { RoomLogService } from '../log/room-log.service.js';
import { GRACE_MS, PushCalls } from './push-calls.js';
import type { PushQueue } from './push-queue.js';
import type { PushRecipients } from './push-recipients.js';
import type { PushSubscriptions } from './push-subscriptions.service.js';

const MOST = 5000;

let clock: ManualClock;
let committed: Subject<readonly Entry[]>;
let calls: PushCalls;
/** The texts of what people were called by, together for each room. */
let called: string[][];
let warnings: unknown[];
beforeEach(() => {
  clock = new ManualClock();
  committed = new Subject();
  [called, warnings] = [[], []];
  const recipients = {
    areThereAny: () => Promise.resolve(true),
    of: (messages: readonly Message[]) => {
      called.push(messages.map(({ body }) => body));
      return Promise.resolve([]);
    },
  };
  calls = new PushCalls(
    { committed } as unknown as RoomLogService,
    { isOn: true } as PushSubscriptions,
    recipients as unknown as PushRecipients,
    { add: () => undefined } as unknown as PushQueue,
    clock,
  );
  vi.spyOn(Logger.prototype, 'warn').mockImplementation((warning: unknown) => warnings.push(warning));
  calls.onModuleInit();
});
afterEach(() => {
  calls.onModuleDestroy();
  vi.restoreAllMocks();
});

const say = (room: string, body: string) =>
  committed.next([{ type: MESSAGE, message: { room, body } } as unknown as Entry]);

async function passed(): Promise<void> {
  clock.advance(GRACE_MS);
  await until(() => calls.calling === 0);
}

describe('messages that wait until people had time to read them', () => {
  it('are five thousand; of more, the oldest of the room that waits longest are dropped, and the log is told once', async () => {
    for (let n = 0; n < 4; n += 1) say('first', `first ${n}`);
    for (let n = 0; n < MOST - 4; n += 1) say('second', `second ${n}`);
    expect(warnings).toEqual([]);
    for (const body of ['one', 'two', 'three']) say('third', body);
    await passed();
    expect(called.map((texts) => [texts.length, texts[0]])).toEqual([
      [1, 'first 3'],
      [MOST - 4, 'second 0'],
      [3, 'one'],
    ]);
    expect(warnings).toEqual([
      { event: 'too many messages for push notifications, the oldest are dropped', most: MOST },
    ]);
  });

  it('are none of a room all of whose messages were dropped, until something new is said there', async () => {
    say('first', 'dropped');
    clock.advance(GRACE_MS / 2);
    for (let n = 0; n < MOST; n += 1) say('second', `${n}`);
    say('first', 'new');
    clock.advance(GRACE_MS / 2);
    expect(called).toEqual([]);
    clock.advance(GRACE_MS / 2);
    await until(() => calls.calling === 0);
    expect(called.map((texts) => texts.length)).toEqual([MOST - 1, 1]);
    // What has been called makes room for more.
    warnings.length = 0;
    for (let n = 0; n < MOST; n += 1) say('second', `${n}`);
    expect(warnings).toEqual([]);
  });
});
