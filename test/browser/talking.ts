import type { House } from './house.js';
import type { Visitor } from './visitor.js';

/** Two guests in a room. */
export async function talk(house: House, room: string): Promise<{ ann: Visitor; bob: Visitor }> {
  const [ann, bob] = [await house.visitor(), await house.visitor()];
  for (const [who, name] of [
    [ann, 'Ann'],
    [bob, 'Bob'],
  ] as const) {
    await who.enter(room);
    await who.takeName(name);
  }
  return { ann, bob };
}
