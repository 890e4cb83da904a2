import { beforeEach, describe, expect, it } from 'vitest';
import type { PolledRooms } from './polled-rooms.js';
import { type Topic, Topics } from './topics.js';

const rooms = {} as PolledRooms;

let topics: Topics;
beforeEach(() => {
  topics = new Topics();
});

function topic(name: string, version: string, later = false): Topic {
  const state = { version, state: () => ({ of: name }) };
  return { name, stateFor: () => (later ? Promise.resolve(state) : state) };
}

const news = (known: Record<string, string>) => topics.newsFor(new Map(Object.entries(known)), null, rooms);

describe('the topics of a poll', () => {
  it('are sent if the client knows another version, at once if all are local', () => {
    topics.register(topic('marks', '2'));
    topics.register(topic('typing', '5'));
    expect(news({ marks: '1', typing: '5' })).toEqual([
      { name: 'marks', json: { version: '2', of: 'marks' } },
    ]);
    expect(news({ marks: '2', typing: '5' })).toEqual([]);
    expect(topics.names).toEqual(['marks', 'typing']);
  });

  it('are awaited if one of them must be looked up', async () => {
    topics.register(topic('marks', '2', true));
    topics.register(topic('typing', '5'));
    expect(await news({ marks: '0', typing: '0' })).toHaveLength(2);
  });

  it('are not sent to a poll that has not asked for them', () => {
    topics.register({ name: 'marks', stateFor: () => undefined });
    expect([news({}), news({ marks: '0' }), news({ unknown: '0' })]).toEqual([[], [], []]);
  });
});
