import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TestNode } from '../../../test/support/test-node.js';
import { WalkingClient } from '../../../test/support/walking-client.js';
import type { Message } from '../../log/message.js';
import type { EventJson } from '../../messages/dto/message.json.js';
import type { GapJson, UpdatesJson } from './dto/updates.json.js';

const BUFFER_SIZE = 4;
const ROOMS = ['a', 'b', 'c'];
const CLIENTS = 3;

const some = fc.nat(1000);
const write = fc.record({ op: fc.constantFrom('say', 'say', 'edit', 'delete'), n: some, text: some });
const step = fc.oneof(
  { weight: 5, arbitrary: write },
  { weight: 3, arbitrary: fc.record({ op: fc.constant('poll'), n: some, text: some }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('poll meanwhile'), n: some, text: some }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('restart'), n: some, text: some }) },
);
interface Step {
  op: string;
  n: number;
  text: number;
}

class Walk {
  readonly clients: WalkingClient[];
  readonly #messages: Message[] = [];

  constructor(
    readonly node: TestNode,
    limits: readonly number[],
  ) {
    const fill = (gap: GapJson): Promise<EventJson[]> => this.#entries(gap);
    this.clients = limits.map((limit) => {
      const ask = async (after: Record<string, number>): Promise<UpdatesJson> =>
        (await node.update(after, { limit, waitMs: 0 })) as UpdatesJson;
      return new WalkingClient(ROOMS, ask, fill);
    });
  }

  async take(each: Step): Promise<void> {
    const client = this.clients[each.n % CLIENTS] as WalkingClient;
    if (each.op === 'restart') this.node.restart();
    else if (each.op === 'poll') await client.poll();
    else if (each.op === 'poll meanwhile')
      await Promise.all([
        client.poll(),
        this.#write({ ...each, op: 'say' }),
        this.#write({ ...each, op: 'edit' }),
      ]);
    else await this.#write(each);
  }

  async #write({ op, n, text }: Step): Promise<void> {
    const target = this.#messages[n % this.#messages.length];
    if (op === 'say' || !target) {
      const [message] = await this.node.say(ROOMS[n % ROOMS.length] as string, `text ${text}`);
      this.#messages.push(message as Message);
    } else await this.node.change(target, op === 'edit' ? `edit ${text}` : undefined);
  }

  async #entries({ room, after, before }: GapJson): Promise<EventJson[]> {
    const entries = await this.node.log.listOldest(room, 10_000, { after, before });
    return entries.map((entry) => JSON.parse(this.node.view.event(entry, new Set())) as EventJson);
  }

  /** What an up-to-date client shows: the messages in their present state. */
  async shown(room: string): Promise<unknown[]> {
    const messages = await this.node.log.listNewestMessages(room, 10_000);
    return messages.map((message) => JSON.parse(this.node.view.json(message)) as unknown);
  }
}

it('every client that keeps polling hears of every entry once, in order, and shows what there is', async () => {
  let gaps = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 7 }), { minLength: CLIENTS, maxLength: CLIENTS }),
      fc.array(step, { maxLength: 50, size: 'max' }),
      async (limits, steps) => {
        const node = await TestNode.start(BUFFER_SIZE);
        const walk = new Walk(node, limits);
        for (const each of steps) await walk.take(each);
        for (const client of walk.clients) {
          await client.catchUp();
          for (const room of ROOMS) {
            expect(client.positions[room]).toBe(await node.log.newestSeq(room));
            expect([...(client.shown[room] as Map<string, unknown>).values()]).toEqual(
              await walk.shown(room),
            );
          }
          gaps += client.gaps;
        }
        expect(node.heldPolls.count).toBe(0);
        await node.stop();
      },
    ),
    { numRuns: 30 },
  );
  // Premise: the walks ran into gaps.
  expect(gaps).toBeGreaterThan(10);
}, 60_000);
