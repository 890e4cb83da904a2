import { expect } from 'vitest';
import { ReadMarks } from '../../src/rooms/read-marks.js';
import type { RoomJson, RoomsJson } from '../../src/rooms/dto/rooms.json.js';
import { roomPath } from './groups.js';
import type { RestClient } from './rest-client.js';
import type { TestApp } from './test-app.js';
import { until } from './until.js';

export const SECOND_MS = 1000;

/** Unread counts of a room, which must be the same in the list and in the room. */
export async function countedBy(who: RestClient, room: string): Promise<[unread: number, mentions: number]> {
  const { rooms } = (await (await who.get('/api/rooms')).json()) as RoomsJson;
  const listed = rooms.find((one) => one.room === room);
  const { unread, mentions } = (await (await who.get(roomPath(room))).json()) as RoomJson;
  if (listed) expect([listed.unread, listed.mentions]).toEqual([unread, mentions]);
  return [unread, mentions];
}

/** Marks a room as read up to `seq`, and advances the clock by the second in which marks are gathered. */
export async function markRead(
  server: TestApp,
  who: RestClient,
  room: string,
  seq: number,
): Promise<Response> {
  let answered = false;
  const answer = who.postJson(roomPath(room, '/read'), { seq }).finally(() => (answered = true));
  const marks = server.app.get(ReadMarks);
  await until(() => answered || marks.waiting > 0, 'a mark that waits');
  server.clock.advance(SECOND_MS);
  return answer;
}
