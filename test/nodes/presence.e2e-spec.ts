import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RoomHereJson } from '../../src/polls/rest/dto/updates.json.js';
import { type Account, signedUp } from '../support/account.js';
import { groupOf } from '../support/groups.js';
import { type TestNode, sharedNodes, through } from './nodes.js';

const nodes = sharedNodes();
let ann: Account;
let bob: Account;
let room: string;
let count = 0;
beforeEach(async () => {
  count += 1;
  ann = await signedUp(nodes.a, `Ann ${count}`);
  bob = await signedUp(nodes.a, `Bob ${count}`);
  room = await groupOf(ann, bob);
  nodes.bus.deliver();
});
afterEach(() => nodes.bus.lose());

/** So many seconds pass at both nodes, which hear of each other. */
function pass(seconds: number): void {
  for (let i = 0; i < seconds; i++) {
    for (const { clock } of [nodes.a, nodes.b]) clock.advance(1000);
    nodes.bus.deliver();
    nodes.bus.deliver();
  }
}

/** What somebody is told of the room at a node. */
async function hereAt(
  node: TestNode,
  who: Account,
  known = '0',
): Promise<(RoomHereJson & { version: string }) | undefined> {
  const { here } = await through(node, who).updates({ [room]: 0 }, { wait: 0, here: `${known}:${room}` });
  const told = here?.rooms[room];
  return here && told && Object.assign(told, { version: here.version.split(':', 1)[0] ?? '' });
}

describe('people at different nodes', () => {
  it('see each other, and who is writing', async () => {
    await hereAt(nodes.a, ann);
    await hereAt(nodes.b, bob);
    pass(1);
    for (const [node, who] of [
      [nodes.a, ann],
      [nodes.b, bob],
    ] as const)
      expect((await hereAt(node, who))?.ids).toEqual([ann.id, bob.id].toSorted());
    await bob.postJson(`/api/rooms/${room}/writing`, {});
    nodes.bus.deliver();
    expect((await hereAt(nodes.a, ann))?.writing).toMatchObject([{ id: bob.id, name: bob.name }]);
  });

  it('are told nothing new when they change nodes', async () => {
    await hereAt(nodes.a, ann);
    await hereAt(nodes.b, bob);
    pass(2);
    const told = await hereAt(nodes.a, ann);
    pass(2);
    expect(told).toBeDefined();
    expect(await hereAt(nodes.b, ann, told?.version)).toBeUndefined();
  });

  it('are gone some time after their node is', async () => {
    await hereAt(nodes.a, ann);
    await hereAt(nodes.b, bob);
    pass(1);
    // Node B says nothing any more.
    for (let i = 0; i < 44; i++) {
      nodes.a.clock.advance(1000);
      nodes.bus.lose();
      if (i % 9 === 0) await hereAt(nodes.a, ann);
    }
    expect((await hereAt(nodes.a, ann))?.ids).toContain(bob.id);
    nodes.a.clock.advance(1000);
    expect((await hereAt(nodes.a, ann))?.ids).toEqual([ann.id]);
  });
});

it('whoever writes at a node where nobody looks is seen at another', async () => {
  await hereAt(nodes.a, ann);
  pass(1);
  // Bob has polled at neither node.
  await through(nodes.b, bob).postJson(`/api/rooms/${room}/writing`, {});
  nodes.bus.deliver();
  expect((await hereAt(nodes.a, ann))?.writing).toMatchObject([{ id: bob.id }]);
});
