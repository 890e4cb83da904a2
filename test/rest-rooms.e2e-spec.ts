import { beforeAll, describe, expect, it } from 'vitest';
import type { RoomsJson } from '../src/rooms/dto/rooms.json.js';
import { RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp();
let others: RestClient;
beforeAll(async () => {
  others = await RestClient.at(server.url);
});

async function rooms(client: RestClient): Promise<RoomsJson['rooms']> {
  return ((await (await client.get('/api/rooms')).json()) as RoomsJson).rooms;
}

const open = (room: string, seq: number): object => ({ room, kind: 'open', seq });

describe('GET /api/rooms', () => {
  it('lists the lobby for everyone, with its position', async () => {
    const client = new RestClient(server.url);
    expect(await rooms(client)).toMatchObject([open('lobby', 0)]);
    await others.say('lobby', 'hello');
    await others.say('elsewhere', 'hello');
    expect(await rooms(client)).toMatchObject([open('lobby', 1)]);
    expect(client.cookies.size).toBe(0);
  });

  it('lists the rooms in which the caller wrote, those with the latest message first', async () => {
    const client = await RestClient.at(server.url);
    for (const room of ['a', 'b', 'c']) await client.say(room, 'hello');
    expect((await rooms(client)).map(({ room }) => room)).toEqual(['lobby', 'c', 'b', 'a']);
    await others.say('a', 'hello');
    expect((await rooms(client)).slice(1)).toMatchObject([open('a', 2), open('c', 1), open('b', 1)]);
    expect((await rooms(others)).map(({ room }) => room)).toEqual(['lobby', 'a', 'elsewhere']);
  });

  it('gives positions that a poll can use, also after an edit and a deletion', async () => {
    const client = await RestClient.at(server.url);
    const message = await client.say('changing', 'hello');
    await client.edit(message, 'hello there');
    expect((await rooms(client)).at(1)).toMatchObject(open('changing', 2));
    await client.remove(message);
    const [, changing] = await rooms(client);
    expect(changing).toMatchObject(open('changing', 3));
    expect(await client.updates({ changing: 3 }, { wait: 0 })).toMatchObject({ events: [], gaps: [] });
  });

  it('lists the lobby once, first, whether the caller wrote there or not', async () => {
    const client = await RestClient.at(server.url);
    await client.say('lobby', 'hello');
    await client.say('a', 'hello');
    expect((await rooms(client)).map(({ room }) => room)).toEqual(['lobby', 'a']);
  });

  it('reveals nothing about others, and lists about fifty rooms at most', async () => {
    const client = await RestClient.at(server.url);
    for (let i = 0; i < 60; i++) await client.say(`room ${i}`, 'hello');
    const listed = (await rooms(client)).map(({ room }) => room);
    expect(listed.slice(0, 3)).toEqual(['lobby', 'room 59', 'room 58']);
    expect(listed.length).toBe(51);
    expect(listed).not.toContain('a');
  });
});
