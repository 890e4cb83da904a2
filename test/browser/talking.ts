import type { House } from './house.js';
import type { Visitor } from './visitor.js';

/** A guest in a room. */
export async function guest(house: House, room: string, name = 'Ann'): Promise<Visitor> {
  const visitor = await house.visitor();
  await visitor.arriveAs(name);
  return visitor.enter(room);
}

/** Two guests in a room. */
export async function talk(house: House, room: string): Promise<{ ann: Visitor; bob: Visitor }> {
  return { ann: await guest(house, room), bob: await guest(house, room, 'Bob') };
}
