import { expect, it } from 'vitest';
import { MessageBufferService } from '../src/buffers/message-buffer.service.js';
import type { RoomBuffer } from '../src/buffers/room-buffer.js';
import type { PolledRooms } from '../src/polls/rest/polled-rooms.js';
import type { TopicState } from '../src/polls/rest/topics.js';
import { PresenceTopic } from '../src/presence/presence-topic.js';
import { Presence } from '../src/presence/presence.service.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp();
const person = (n: number) => ({ id: `p${String(9999 - n)}`, name: `Person ${n}` });

it('three hundred people in a room get a hundred answers a second together, however often somebody comes and writes', async () => {
  const PEOPLE = 300;
  const SECONDS = 30;
  const [buffers, topic, presence] = [
    server.app.get(MessageBufferService),
    server.app.get(PresenceTopic),
    server.app.get(Presence),
  ];
  const viewers = Array.from({ length: PEOPLE }, (_, n) => ({
    person: person(n),
    known: `0:crowd`,
    isWoken: true,
    toldAt: [] as number[],
    hear() {
      this.isWoken = true;
    },
  }));
  /** As their polls do. */
  function answer(): void {
    for (const viewer of viewers) {
      if (!viewer.isWoken) continue;
      viewer.isWoken = false;
      const told = topic.stateFor(
        null,
        { open: ['crowd'] } as unknown as PolledRooms,
        viewer.known,
      ) as TopicState;
      if (told.version === viewer.known) continue;
      viewer.known = told.version;
      viewer.toldAt.push(server.clock.now());
    }
  }
  const joined = viewers.map((viewer) => buffers.join('crowd', viewer));
  answer();
  for (let step = 1; step <= SECONDS * 10; step += 1) {
    const writer = { ...person(PEOPLE + step), isGuest: false };
    await presence.write(writer, 'crowd', true);
    answer();
    server.clock.advance(100);
    answer();
  }
  for (const [n, viewer] of viewers.entries()) buffers.leave(joined[n] as RoomBuffer, viewer);
  const later = viewers.flatMap(({ toldAt }) => toldAt.slice(1));
  expect(later.length).toBeLessThanOrEqual(100 * SECONDS);
  expect(later.length).toBeGreaterThan(80 * SECONDS);
  const pauses = viewers.flatMap(({ toldAt }) => toldAt.slice(2).map((at, i) => at - (toldAt[i + 1] ?? 0)));
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(3000);
});
