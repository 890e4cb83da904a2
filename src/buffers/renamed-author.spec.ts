import { afterEach, beforeEach, expect, it } from 'vitest';
import { TestNode } from '../../test/support/test-node.js';
import { change } from '../../test/storage/changes.contract.js';

let node: TestNode;
beforeEach(async () => {
  node = await TestNode.start();
});
afterEach(() => node.stop());

const BEGINNING = '00000000-0000-0000-0000-000000000000';
const GONE = { id: 'ann', name: 'gone' };

const asked = async (): Promise<string> =>
  JSON.stringify([await node.update({ r: 0 }), await node.poll('r', BEGINNING)]);

it('a new name of an author reaches the buffers and answers made before', async () => {
  const [message] = await node.say('r', 'one', 'two');
  if (message) await node.log.append(change(message, 'changed'));
  expect(await asked()).toContain('Ann');
  await node.log.renameAuthor(GONE);
  expect(await asked()).not.toContain('Ann');
  expect(await asked()).toContain('gone');
});

it('a new name of an author reaches messages that are still on their way', async () => {
  const sending = node.say('r', 'on its way');
  await node.log.renameAuthor(GONE);
  expect((await sending)[0]?.author.name).toBe('Ann');
  expect(await asked()).not.toContain('Ann');
});
