import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Drafts } from '../../public/composer/drafts.js';
import { VisitedRooms } from '../../public/rooms/visited-rooms.js';
import { RequestError } from '../../public/server/request-error.js';
import { migrateOldStorage } from '../../public/storage/migrate-old-storage.js';
import { PersonalStorage } from '../../public/storage/personal-storage.js';
import { deleteSignedOutData, markSignedOut } from '../../public/storage/sign-out.js';
import { Shelf, openTab } from './outbox-tab.js';

let shelf: Shelf;
beforeEach(() => {
  shelf = new Shelf();
  vi.stubGlobal('localStorage', shelf);
  vi.stubGlobal('window', { addEventListener: () => undefined });
  return () => vi.unstubAllGlobals();
});

/** A page that has just been loaded, and what it finds. */
function load(actingAs: string, anonymousId = 'none:x', cameFrom = '') {
  const kept = PersonalStorage.of({ actingAs, anonymousId }, cameFrom);
  migrateOldStorage(kept, actingAs);
  const tab = openTab(() => shelf as unknown as Storage, kept);
  return { kept, tab, drafts: new Drafts(kept), rooms: new VisitedRooms(kept, () => Promise.resolve()) };
}

/** As an older version kept it. */
function pending(body: string, by?: string): string {
  return JSON.stringify({
    clientId: body,
    room: 'lobby',
    body,
    at: 1,
    n: 1,
    state: 'failed',
    reason: '',
    by,
  });
}

type Loaded = ReturnType<typeof load>;

async function leaveSomething({ tab, drafts, rooms }: Loaded, by: string): Promise<void> {
  tab.ends = [new RequestError(0)];
  tab.outbox.add('lobby', `a letter by ${by}`);
  await vi.waitFor(() => expect(tab.states()).toEqual([`a letter by ${by}: failed`]));
  drafts.keep('42', `a draft by ${by}`);
  drafts.keep(':m1', `an edit by ${by}`);
  rooms.add({ key: '42', name: `seen by ${by}` });
}

function found({ tab, drafts, rooms }: Loaded): string[] {
  const texts = [...tab.pendingMessages.list().map(({ body }) => body), drafts.of('42'), drafts.of(':m1')];
  return [...texts, ...rooms.list().map(({ name }) => name)].filter((text) => text !== '');
}

/** Keys of what holds anything. */
function keysKept(): string[] {
  return Object.keys(shelf).filter((key) => shelf.getItem(key) !== '');
}

function all(by: string): string[] {
  return [`a letter by ${by}`, `a draft by ${by}`, `an edit by ${by}`, `seen by ${by}`];
}

describe('what a browser stores for a person', () => {
  it('is shown to nobody else, until they are back', async () => {
    await leaveSomething(load('ann'), 'Ann');
    const bob = load('bob', 'none:y');
    expect(found(bob)).toEqual([]);
    bob.tab.outbox.sendAll();
    await leaveSomething(bob, 'Bob');
    expect(bob.tab.sent).toEqual([]);
    expect(found(load('none:z', 'none:z'))).toEqual([]);
    const ann = load('ann', 'none:w');
    expect(found(ann)).toEqual(all('Ann'));
    ann.tab.outbox.sendAll();
    await vi.waitFor(() => expect(ann.tab.sent).toEqual(['a letter by Ann']));
  });

  it('has the person in every key, and nothing else is stored', async () => {
    await leaveSomething(load('ann'), 'Ann');
    expect(keysKept().length).toBe(4);
    for (const key of Object.keys(shelf)) expect(key).toMatch(/^linger\/(?:ann|none:x)\//);
  });

  it('passes from a visitor to the guest they become, in this page or the next', async () => {
    const visitor = load('none:x');
    await leaveSomething(visitor, 'a visitor');
    visitor.kept.moveTo('guest');
    expect(found(visitor)).toEqual(all('a visitor'));
    expect(found(load('guest'))).toEqual(all('a visitor'));

    await leaveSomething(load('none:y', 'none:y'), 'another');
    expect(found(load('later', 'none:y'))).toEqual(all('another'));
    expect(keysKept().filter((key) => key.includes('none:'))).toEqual([]);
  });

  it('passes from a visitor to the account they sign up for, except what would be sent by itself', async () => {
    const signUp = 'http://chat.test/sign-up?next=%2Froom';
    await leaveSomething(load('none:x'), 'a visitor');
    expect(found(load('none:x', 'none:x', signUp))).toEqual(all('a visitor'));
    const account = load('ann', 'none:y', signUp);
    expect(found(account)).toEqual(['a draft by a visitor', 'an edit by a visitor']);
    expect(keysKept().filter((key) => key.includes('none:'))).toEqual([]);
  });

  it('does not pass from a visitor to an account that signs in, and is deleted', async () => {
    await leaveSomething(load('none:x'), 'a visitor');
    expect(found(load('ann', 'none:y'))).toEqual([]);
    expect(keysKept()).toEqual([]);
  });

  it('is forgotten by the page after signing out, and by no other', async () => {
    await leaveSomething(load('ann'), 'Ann');
    await leaveSomething(load('bob'), 'Bob');
    markSignedOut('ann');
    expect(found(load('bob'))).toEqual(all('Bob'));
    expect(keysKept().filter((key) => key.includes('ann/'))).toEqual([]);
    expect(found(load('ann'))).toEqual([]);
  });

  it('is taken over from an older version only if that names the person', () => {
    shelf.setItem('linger.letter.1', pending('by Ann', 'ann'));
    shelf.setItem('linger.letter.2', pending('by Bob', 'bob'));
    shelf.setItem('linger.letter.3', pending('by a visitor'));
    shelf.setItem('linger.letter.4', 'damaged');
    shelf.setItem('linger.rooms', JSON.stringify([{ key: '42', name: '42' }]));
    shelf.setItem('linger.hold', '25000');
    expect(found(load('none:x'))).toEqual([]);
    expect(found(load('ann'))).toEqual(['by Ann']);
    expect(found(load('ann'))).toEqual(['by Ann']);
    expect(found(load('bob'))).toEqual(['by Bob']);
    expect(Object.keys(shelf).filter((key) => key.startsWith('linger.'))).toEqual(['linger.hold']);
  });

  it('stays if signing out fails', async () => {
    await leaveSomething(load('ann'), 'Ann');
    markSignedOut('ann');
    deleteSignedOutData('ann');
    expect(found(load('ann'))).toEqual(all('Ann'));
    load('bob');
    expect(found(load('ann'))).toEqual(all('Ann'));
  });

  it('is not written again by a tab that is still open', async () => {
    const open = load('ann');
    markSignedOut('ann');
    deleteSignedOutData('none:y');
    expect(open.drafts.keep('42', 'typed on')).toBe(false);
    expect(open.drafts.safe).toBe(false);
    open.tab.outbox.add('lobby', 'written on');
    expect(open.tab.pendingMessages.safe).toBe(false);
    expect(keysKept().filter((key) => key.includes('ann/'))).toEqual([]);
    // Premise: signed in again, it is.
    expect(load('ann').drafts.keep('42', 'typed on')).toBe(true);
  });
});

describe('drafts', () => {
  it('are stored whole and in any number', () => {
    const { drafts } = load('ann');
    const long = 'x'.repeat(60_000);
    for (let n = 0; n < 100; n += 1) expect(drafts.keep(`${n}`, `${n} ${long}`)).toBe(true);
    const again = load('ann').drafts;
    for (let n = 0; n < 100; n += 1) expect(again.of(`${n}`)).toBe(`${n} ${long}`);
    expect(drafts.safe).toBe(true);
  });

  it('say if they cannot be stored and the page must not be left', () => {
    const { drafts } = load('ann');
    shelf.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    expect([drafts.keep('42', 'too much'), drafts.safe]).toEqual([false, false]);
    expect([drafts.keep('42', ''), drafts.safe]).toEqual([true, true]);
  });

  it('are not stored if storage is forbidden', () => {
    const drafts = new Drafts(
      new PersonalStorage('ann', () => {
        throw new Error('denied');
      }),
    );
    expect([drafts.keep('42', 'text'), drafts.of('42'), drafts.safe]).toEqual([false, '', false]);
  });
});
