import type { HereJson, RoomHereJson } from '../../src/polls/rest/dto/updates.json.js';
import type { Account } from './account.js';
import type { Positions, RestClient } from './rest-client.js';
import type { TestApp } from './test-app.js';

export const idsOf = (...people: Account[]) => people.map(({ id }) => id).toSorted();

export const writing = (who: RestClient, room: string) => who.postJson(`/api/rooms/${room}/writing`, {});

/** After all that is in the room. */
export async function positions(who: RestClient, room: string): Promise<Positions> {
  const { entries } = await who.entries(room, { after: 0 });
  return { [room]: entries.at(-1)?.seq ?? 0 };
}

/** What the client is told of these rooms; undefined if there is no news. */
export async function here(who: RestClient, rooms: string[], version = '0'): Promise<HereJson | undefined> {
  const after = Object.fromEntries(rooms.map((room) => [room, 0]));
  const known = version === '0' ? `0:${rooms.join()}` : version;
  return (await who.updates(after, { wait: 0, here: known })).here;
}

/** How people come to a room of this server, and stay. */
export class PresenceOnTest {
  constructor(private readonly server: TestApp) {}

  /** What somebody is told who comes and stays a moment. */
  async hereIn(who: RestClient, room: string): Promise<RoomHereJson> {
    await here(who, [room]);
    this.pass(1);
    const told = (await here(who, [room]))?.rooms[room];
    if (!told) throw new Error('nothing is told');
    return told;
  }

  /** Somebody comes and stays; what they know of the room then. */
  async settled(who: RestClient, after: Positions): Promise<HereJson> {
    const options = { wait: 0, here: `0:${Object.keys(after).join()}` };
    await who.updates(after, options);
    this.pass(1);
    const { here: known } = await who.updates(after, options);
    this.pass(1);
    return known as HereJson;
  }

  /** Time passes, and the server looks. */
  pass(seconds: number): void {
    for (let i = 0; i < seconds; i++) this.server.clock.advance(1000);
  }
}
