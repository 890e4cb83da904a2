import { describe, expect, it } from 'vitest';
import { WatchedRoom, toldEveryMs } from './watched-room.js';

/** When it tells, if it is asked every 100 ms and its people change at these times. */
function toldAt(room: WatchedRoom, changes: readonly number[], untilMs: number): number[] {
  const told: number[] = [];
  for (let now = 0; now < untilMs; now += 100) {
    if (changes.includes(now)) room.changed();
    if (room.tells(now)) told.push(now);
  }
  return told;
}

describe('the clients of a watched room', () => {
  it('are told of a change at once, and once more, for those who had just been told', () => {
    expect(toldAt(new WatchedRoom(), [300], 5000)).toEqual([300, 1300]);
  });

  it('are told once a second at the most, and of the last change too', () => {
    const everyTime = Array.from({ length: 25 }, (_, i) => i * 100);
    expect(toldAt(new WatchedRoom(), everyTime, 9000)).toEqual([0, 1000, 2000, 3000, 4000]);
  });

  it('get a hundred answers a second together, however many they are', () => {
    expect([1, 100, 1000, 10_000].map((people) => (people / toldEveryMs(people)) * 1000)).toEqual([
      1, 100, 100, 100,
    ]);
  });
});

it('a room is watched for a minute, and wanted by other nodes for 45 seconds', () => {
  const room = new WatchedRoom();
  expect([room.isWatched(0), room.isWanted(0)]).toEqual([false, false]);
  room.watch(0);
  room.want(0);
  expect([room.isWatched(59_999), room.isWatched(60_000)]).toEqual([true, false]);
  expect([room.isWanted(44_999), room.isWanted(45_000)]).toEqual([true, false]);
});

it('a change soon after the second time is told at once', () => {
  expect(toldAt(new WatchedRoom(), [0, 1200], 5000)).toEqual([0, 1000, 1200, 2200]);
});
