import type { Locator } from 'playwright-core';
import { type House, freshRoom } from './house.js';
import type { Visitor } from './visitor.js';

/** Mina, who wrote these texts in a fresh room, and another reader who received them. */
export async function minaWrote(
  house: House,
  ...texts: string[]
): Promise<{ room: string; mina: Visitor; other: Visitor }> {
  const room = freshRoom();
  const mina = await (await house.visitor()).enter(room);
  const other = await (await house.visitor()).enter(room);
  for (const text of texts) await mina.saySafely(text);
  if (texts.length > 0) await other.hears(texts.at(-1) as string);
  return { room, mina, other };
}

export async function isFocused(one: Locator): Promise<boolean> {
  return one.evaluate((element) => element === document.activeElement);
}
