import { beforeAll, beforeEach } from 'vitest';
import { type Account, signedUp } from '../support/account.js';
import { groupOf, roomPath } from '../support/groups.js';
import { House } from './house.js';
import type { Visitor } from './visitor.js';

/** Twenty of these are more than a screen and what is loaded ahead. */
export const tall = (text: string): string => `${text}\n·\n·`;

/** A group of Ann and Bob, new for each test, in which Ann writes and Bob has read the first messages. */
export class Absence {
  ann!: Account;
  bob!: Account;
  room = '';

  private constructor(readonly house: House) {}

  /** Pages show the newest twenty messages. */
  static open(): Absence {
    const absence = new Absence(House.open({ BUFFER_SIZE: '20', LIMITS: 'off' }));
    beforeAll(async () => {
      absence.ann = await signedUp(absence.house, 'Ann');
      absence.bob = await signedUp(absence.house, 'Bob');
    });
    beforeEach(async () => {
      absence.room = await groupOf(absence.ann, absence.bob);
      await absence.say(5, 'old');
      await absence.bob.say(absence.room, 'seen');
    });
    return absence;
  }

  async say(count: number, word = 'new', who = this.ann): Promise<void> {
    for (let n = 1; n <= count; n++) await who.say(this.room, tall(`${word} ${n}`));
  }

  /** Bob at a browser of his, in the room. */
  async reader(options?: { javaScriptEnabled: boolean }): Promise<Visitor> {
    return (await this.house.browserOf(this.bob, options)).enter(this.room);
  }

  /** How many messages of the room Bob has not read, as the server knows. */
  async unread(): Promise<number> {
    const answer = await this.bob.get(roomPath(this.room));
    return ((await answer.json()) as { unread: number }).unread;
  }
}

/** The first lines of what is shown. */
export async function order(who: Visitor): Promise<(string | undefined)[]> {
  return (await who.outline()).map((text) => text.split('\n')[0]);
}

/** What stands before the line, on it, and after it; nothing if there is none. */
export async function aroundLine(who: Visitor): Promise<(string | undefined)[]> {
  const texts = await order(who);
  const at = texts.findIndex((text) => /^— (New|.+ new messages?)$/.test(text ?? ''));
  return at < 0 ? [] : texts.slice(at - 1, at + 2);
}

/** Where something stands in the view: how far below its upper edge, and above its lower one. */
export function place({ log }: Visitor, selector: string): Promise<{ below: number; above: number }> {
  return log.evaluate((inbox, which) => {
    const [shown, view] = [inbox.querySelector(which), inbox].map((one) => one?.getBoundingClientRect());
    return {
      below: Math.round((shown?.top ?? -1) - (view?.top ?? 0)),
      above: Math.round((view?.bottom ?? 0) - (shown?.bottom ?? 0)),
    };
  }, selector);
}
