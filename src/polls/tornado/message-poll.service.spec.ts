import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { gate } from '../../../test/support/gate.js';
import { type TornadoAnswer, TestNode } from '../../../test/support/test-node.js';
import { ChatError } from '../../chat-error.js';
import { CURSOR_OF_BEGINNING, type Message } from '../../log/message.js';
import { Waiter } from '../waiter.js';

const BUFFER_SIZE = 5;

describe('MessagePollService', () => {
  let node: TestNode;
  beforeEach(async () => {
    node = await TestNode.start(BUFFER_SIZE);
  });
  afterEach(() => node.stop());

  const post = (...bodies: string[]): Promise<Message[]> => node.say('lobby', ...bodies);

  /** Polls, and shows messages by their bodies. */
  async function poll(cursor?: string): Promise<object | undefined> {
    const answer = await node.poll('lobby', cursor);
    const { messages, ...rest } = answer as TornadoAnswer;
    return messages ? { bodies: messages.map(({ body }) => body), ...rest } : rest;
  }

  it('gives everything after a known cursor, also when more comes at once than the buffer holds', async () => {
    const [first] = await post('0');
    const answer = poll(first?.id);
    await node.held();
    const many = Array.from({ length: BUFFER_SIZE * 3 }, (_, i) => `m${i}`);
    await post(...many);
    expect(await answer).toEqual({ bodies: many });
  });

  it('leaves out deleted messages, and continues after a cursor whose message has been deleted', async () => {
    const [first, deleted] = await post('0', '1', '2');
    await node.change(deleted as Message);
    const bodies = ['2'];
    expect([await poll(first?.id), await poll(deleted?.id)]).toEqual([{ bodies }, { bodies }]);
    node.restart();
    expect([await poll(first?.id), await poll(deleted?.id)]).toEqual([{ bodies }, { bodies }]);
  });

  it('declares a gap for a cursor that is older than the buffer', async () => {
    const [first] = await post(...Array.from({ length: BUFFER_SIZE + 2 }, (_, i) => `m${i}`));
    node.restart();
    const bodies = ['m2', 'm3', 'm4', 'm5', 'm6'];
    expect(await poll(first?.id)).toEqual({ bodies, gap: true });
    expect(await poll(CURSOR_OF_BEGINNING)).toEqual({ bodies, gap: true });
  });

  it('renders one answer for all waiters at the same cursor', async () => {
    const [first] = await post('0');
    const query = {
      room: 'lobby',
      cursor: first?.id,
      waitMs: undefined,
      session: node.session,
      address: '127.0.0.1',
    };
    const answers = Promise.all([node.polls.poll(query, new Waiter()), node.polls.poll(query, new Waiter())]);
    await node.held(2);
    await post('1');
    const [a, b] = await answers;
    expect(a).toBe(b);
  });

  it('ends a hold with the newest message as the cursor, also where it was an older one that was edited last', async () => {
    const [old, newest] = await post('old', 'newest');
    await node.change(old as Message, 'edited');
    node.restart();
    const answer = poll();
    await node.held();
    node.clock.advance(25_000);
    expect(await answer).toEqual({ cursor: newest?.id });
  });

  it('skips no message that came while the cursor was looked up', async () => {
    const [old, newest] = await post('old', 'newest');
    await node.change(old as Message, 'edited');
    node.restart();
    // The first read is for the room's newest seq.
    node.store.afterRead = () => {
      node.store.afterRead = () => post('later');
      return Promise.resolve();
    };
    const answer = poll();
    await node.held();
    node.clock.advance(25_000);
    expect(await answer).toEqual({ cursor: newest?.id });
    expect(await poll(newest?.id)).toEqual({ bodies: ['later'] });
  });

  /** A poll that ends at once. */
  const now = async (): Promise<unknown> => {
    const query = {
      room: 'lobby',
      cursor: undefined,
      waitMs: 0,
      session: node.session,
      address: '127.0.0.1',
    };
    const answer = await node.polls.poll(query, new Waiter());
    return answer && JSON.parse(answer.latin1);
  };

  describe('without a cursor', () => {
    afterEach(() => {
      vi.restoreAllMocks();
    });

    it('gives what arrived while the position was looked up', async () => {
      const [asked, found] = [gate(), gate()];
      vi.spyOn(node.positions, 'take').mockImplementationOnce(async () => {
        asked.open();
        await found.passed;
        return undefined;
      });
      const answer = poll();
      await asked.passed;
      await post('meanwhile');
      found.open();
      expect(await answer).toEqual({ bodies: ['meanwhile'] });
    });

    it('is answered only when its position is remembered, so that another node knows it', async () => {
      const [asked, stored] = [gate(), gate()];
      const remember = node.positions.remember.bind(node.positions);
      vi.spyOn(node.positions, 'remember').mockImplementationOnce(async (...position) => {
        asked.open();
        await stored.passed;
        await remember(...position);
      });
      let isAnswered = false;
      const answer = now().then(() => (isAnswered = true));
      await asked.passed;
      await new Promise((resolve) => setImmediate(resolve));
      expect(isAnswered).toBe(false);
      stored.open();
      await answer;
      await post('between two polls');
      expect(await poll()).toEqual({ bodies: ['between two polls'] });
    });

    it('is answered also if its position cannot be remembered', async () => {
      const remember = vi.spyOn(node.positions, 'remember').mockRejectedValueOnce(new Error('no database'));
      vi.spyOn(Logger.prototype, 'debug').mockImplementation(() => undefined);
      expect(await now()).toEqual({ cursor: CURSOR_OF_BEGINNING });
      expect(remember).toHaveBeenCalledOnce();
    });

    it('fails if its position cannot be looked up, so that it skips nothing', async () => {
      await now();
      await post('missed');
      vi.spyOn(node.positions, 'take').mockRejectedValueOnce(new ChatError('STORAGE_UNAVAILABLE'));
      await expect(poll()).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
      expect(await poll()).toEqual({ bodies: ['missed'] });
    });

    it('is remembered by the hash of the session id, which is secret', async () => {
      const remember = vi.spyOn(node.positions, 'remember');
      await now();
      expect(remember.mock.calls).toEqual([[node.session.idHash, 'lobby', 0]]);
    });
  });
});
