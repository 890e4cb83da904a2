import { beforeEach, describe, expect, it, vi } from 'vitest';
import { RequestError } from '../../public/server/request-error.js';
import { Shelf, type Tab, openTab } from './outbox-tab.js';

let shelf: Shelf;

beforeEach(() => {
  shelf = new Shelf();
  vi.stubGlobal('window', { addEventListener: () => undefined });
  return () => vi.unstubAllGlobals();
});

function open(storage: () => Storage = () => shelf as unknown as Storage): Tab {
  return openTab(storage);
}

async function settled(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
}

const lost = () => new RequestError(0);
const refused = () => new RequestError(400, { code: 'BODY_INVALID' });

describe('the outbox', () => {
  it('sends messages one after the other, in the order of writing', async () => {
    const tab = open();
    for (const body of ['one', 'two', 'three']) tab.outbox.add('42', body);
    expect(tab.tried).toEqual(['one']);
    await settled();
    expect(tab.sent).toEqual(['one', 'two', 'three']);
    expect(tab.pendingMessages.list()).toEqual([]);
  });

  it('holds back what was written after a failed message', async () => {
    const tab = open();
    tab.ends = [lost()];
    tab.outbox.add('42', 'one');
    tab.outbox.add('lobby', 'two');
    await settled();
    expect(tab.tried).toEqual(['one']);
    expect(tab.states()).toEqual(['one: failed', 'two: failed']);
    expect(tab.pendingMessages.list()[0]?.reason).toBe('status 0');
    tab.outbox.sendAll();
    await settled();
    expect(tab.sent).toEqual(['one', 'two']);
  });

  it('sends older messages before new ones', async () => {
    const tab = open();
    tab.ends = [lost()];
    tab.outbox.add('42', 'one');
    await settled();
    tab.outbox.add('42', 'two');
    await settled();
    expect(tab.sent).toEqual(['one', 'two']);
  });

  it('goes on after a message that the server refused, without resending it', async () => {
    const tab = open();
    tab.ends = [refused()];
    tab.outbox.add('42', 'bad');
    tab.outbox.add('42', 'good');
    await settled();
    tab.outbox.sendAll();
    tab.outbox.add('42', 'better');
    await settled();
    expect(tab.tried).toEqual(['bad', 'good', 'better']);
    expect(tab.states()).toEqual(['bad: refused']);
  });

  it('goes on after a message that caused a server error', async () => {
    const tab = open();
    tab.ends = [new RequestError(500, { code: 'INTERNAL' })];
    tab.outbox.add('42', 'one');
    tab.outbox.add('42', 'two');
    await settled();
    expect(tab.sent).toEqual(['two']);
    expect(tab.states()).toEqual(['one: failed']);
  });

  it.each([
    ['too slow for the server', new RequestError(408, { code: 'REQUEST_TIMEOUT' })],
    ['refused by something on the way', new RequestError(403)],
    ['too many at once', new RequestError(429, { code: 'TOO_MANY' })],
    ['not stored', new RequestError(503, { code: 'STORAGE_UNAVAILABLE' })],
  ])('keeps a message that was %s, to be sent again', async (_why, error) => {
    const tab = open();
    tab.ends = [error];
    tab.outbox.add('42', 'one');
    await settled();
    expect(tab.states()).toEqual(['one: failed']);
  });

  it('does not send a discarded message, or report its failure', async () => {
    const tab = open();
    tab.ends = [lost(), undefined];
    tab.outbox.add('42', 'one');
    tab.outbox.add('42', 'two');
    for (const { clientId } of tab.pendingMessages.list()) tab.outbox.remove(clientId);
    await settled();
    expect(tab.tried).toEqual(['one']);
    expect(tab.pendingMessages.list()).toEqual([]);
  });
});

describe('letters', () => {
  it('survive the page, under the same client ids and in their order', async () => {
    const before = open();
    before.ends = [lost()];
    before.outbox.add('42', 'one');
    before.outbox.add('lobby', 'two');
    await settled();
    const left = before.pendingMessages.list();

    const after = open();
    expect(after.pendingMessages.list()).toEqual(left);
    after.outbox.sendAll();
    await settled();
    expect(after.sent).toEqual(['one', 'two']);
    expect(before.pendingMessages.list()).toEqual([]);
  });

  it('of two tabs take nothing from each other', () => {
    const [one, two] = [open(), open()];
    one.outbox.add('42', 'from one');
    two.outbox.add('42', 'from two');
    expect(one.states()).toEqual(['from one: pending', 'from two: pending']);
  });

  it('are sent by the tab they were written in, until another is told to take them over', async () => {
    const [one, two] = [open(), open()];
    one.outbox.add('42', 'from one');
    two.outbox.add('42', 'from two');
    await settled();
    expect([one.tried, two.tried]).toEqual([['from one'], ['from two']]);
    one.ends = [lost()];
    one.outbox.add('42', 'orphan');
    await settled();
    two.outbox.sendAll();
    await settled();
    expect(two.tried).toEqual(['from two', 'orphan']);
  });

  it('stand in their order when the clock is set back', () => {
    const tab = open();
    vi.useFakeTimers({ toFake: ['Date'], now: 5_000_000 });
    tab.outbox.add('42', 'one');
    vi.setSystemTime(1_000_000);
    tab.outbox.add('42', 'two');
    tab.outbox.add('42', 'three');
    vi.useRealTimers();
    expect(tab.states()).toEqual(['one: pending', 'two: pending', 'three: pending']);
  });

  it('are not safe while the storage is full, and sent all the same', async () => {
    shelf.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    const tab = open();
    tab.ends = [lost()];
    tab.outbox.add('42', 'one');
    await settled();
    expect([tab.pendingMessages.safe, tab.states()]).toEqual([false, ['one: failed']]);
    tab.outbox.sendAll();
    await settled();
    expect([tab.pendingMessages.safe, tab.sent]).toEqual([true, ['one']]);
  });

  it('are not safe where storage is forbidden', () => {
    const tab = open(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    expect(tab.pendingMessages.safe).toBe(true);
    tab.outbox.add('42', 'one');
    expect([tab.pendingMessages.safe, tab.states()]).toEqual([false, ['one: pending']]);
  });

  it('are left alone if they are none', () => {
    shelf.setItem('linger/ann/letter/x', 'nonsense');
    shelf.setItem('linger/ann/letter/y', '{"body":1}');
    shelf.setItem('linger/ann/rooms', '[]');
    expect(open().pendingMessages.list()).toEqual([]);
  });
});
