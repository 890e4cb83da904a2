import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestNode } from '../../../test/support/test-node.js';
import { Waiter } from '../waiter.js';

let node: TestNode;
let known: string;
beforeEach(async () => {
  node = await TestNode.start();
  known = (await node.say('lobby', 'old'))[0]?.id ?? '';
  node.restart();
});
afterEach(() => node.stop());

const post = (body: string): Promise<unknown> => node.say('lobby', body);

async function poll(cursor?: string, waiter?: Waiter): Promise<string[] | undefined> {
  const answer = await node.poll('lobby', cursor, waiter);
  return answer?.messages?.map(({ body }) => body);
}

/** Promise 5 of docs/protocol.md: forces a message into every gap between two steps of the poll. */
describe('a message that is stored', () => {
  const cursors = [
    ['without a cursor', () => undefined],
    ['at a known cursor', () => known],
  ] as const;

  describe.each(cursors)('%s', (_, cursor) => {
    it('before the first read of the log is delivered', async () => {
      node.store.beforeRead = () => post('new');
      expect(await poll(cursor())).toEqual(['new']);
    });

    it('after the read, before its result is taken, is delivered', async () => {
      node.store.afterRead = () => post('new');
      expect(await poll(cursor())).toEqual(['new']);
    });

    it('in the turn in which the poll begins to wait is delivered', async () => {
      const answer = poll(cursor());
      const posted = post('new');
      expect(await answer).toEqual(['new']);
      await posted;
    });

    it('right after the read on a warm buffer, before the wait, is delivered', async () => {
      await node.buffers.newestMessages('lobby');
      const waiter = new Waiter();
      const woken = waiter.woken.bind(waiter);
      // Between the read that found nothing and the wait for more.
      waiter.woken = async () => {
        waiter.woken = woken;
        await post('new');
        return woken();
      };
      expect(await poll(cursor(), waiter)).toEqual(['new']);
    });

    it('while the poll waits is delivered', async () => {
      const answer = poll(cursor());
      await node.held();
      await post('new');
      expect(await answer).toEqual(['new']);
    });
  });

  it('while the buffer is filled for an unknown cursor is delivered, once', async () => {
    await post('older than the first read reaches');
    await post('newest');
    node.restart();
    node.store.afterRead = () => {
      node.store.afterRead = () => post('new');
      return Promise.resolve();
    };
    const bodies = ['old', 'older than the first read reaches', 'newest', 'new'];
    expect(await poll('unknown')).toEqual(bodies);
  });

  it('before the poll came is no news to a poll without a cursor', async () => {
    const answer = poll();
    await node.held();
    await post('next');
    expect(await answer).toEqual(['next']);
  });
});
