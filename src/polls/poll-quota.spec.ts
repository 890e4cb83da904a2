import { beforeEach, describe, expect, it } from 'vitest';
import { aSession } from '../../test/support/test-node.js';
import { loadConfig } from '../config/load-config.js';
import { type PollOwner, PollQuota } from './poll-quota.js';
import { Waiter } from './waiter.js';

const PER_SESSION = 8;
const POLLS_PER_ADDRESS = 20_000;
const ROOMS_PER_ADDRESS = 100_000;

/** Records what woke it. */
class Listener extends Waiter {
  heard: string[] = [];

  override wake(reason: Parameters<Waiter['wake']>[0]): void {
    this.heard.push(reason);
  }
}

let quota: PollQuota;
beforeEach(() => {
  quota = new PollQuota(loadConfig({}));
});

let sessions = 0;
const owner = (rest: Partial<PollOwner> = {}): PollOwner => ({
  session: aSession(`session ${++sessions}`),
  address: '192.0.2.1',
  rooms: 1,
  ...rest,
});

/** Tries to admit `count` polls, each of its own session; returns how many were admitted. */
function admit(count: number, rest: Partial<PollOwner> = {}): number {
  let admitted = 0;
  for (let i = 0; i < count; i++) if (quota.admit(owner(rest), new Waiter())) admitted++;
  return admitted;
}

describe('polls of one session', () => {
  it('are held up to eight, and each further one wakes the oldest', () => {
    const one = owner();
    const waiters = Array.from({ length: 11 }, () => new Listener());
    for (const waiter of waiters) expect(quota.admit(one, waiter)).toBe(true);
    expect(waiters.map(({ heard }) => heard.length)).toEqual([1, 1, 1, ...Array(PER_SESSION).fill(0)]);
    expect(waiters[0]?.heard).toEqual(['displaced']);
  });

  it('no longer count once they are released', () => {
    const one = owner();
    const waiters = Array.from({ length: PER_SESSION }, () => new Listener());
    for (const waiter of waiters) quota.admit(one, waiter);
    quota.release(one, waiters[3] as Waiter);
    quota.admit(one, new Waiter());
    expect(waiters.flatMap(({ heard }) => heard)).toEqual([]);
    quota.admit(one, new Waiter());
    expect(waiters.map(({ heard }) => heard.length)).toEqual([1, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('are not woken by those of another session', () => {
    const waiters = Array.from({ length: PER_SESSION }, () => new Listener());
    const one = owner();
    for (const waiter of waiters) quota.admit(one, waiter);
    admit(20);
    expect(waiters.flatMap(({ heard }) => heard)).toEqual([]);
  });
});

describe('polls of one address', () => {
  it('are held up to 20,000', () => {
    const one = owner();
    const waiter = new Waiter();
    quota.admit(one, waiter);
    expect(admit(POLLS_PER_ADDRESS)).toBe(POLLS_PER_ADDRESS - 1);
    expect(admit(1, { address: '192.0.2.2' })).toBe(1);
    quota.release(one, waiter);
    expect(admit(2)).toBe(1);
  });

  it('ask for at most 100,000 rooms together', () => {
    const rooms = 200;
    expect(admit(ROOMS_PER_ADDRESS / rooms - 1, { rooms })).toBe(ROOMS_PER_ADDRESS / rooms - 1);
    const last = owner({ rooms: rooms - 1 });
    const waiter = new Waiter();
    expect(quota.admit(last, waiter)).toBe(true);
    expect(admit(1, { rooms: 2 })).toBe(0);
    expect(admit(2, { rooms: 1 })).toBe(1);
    quota.release(last, waiter);
    expect(admit(1, { rooms: 200 })).toBe(0);
    expect(admit(1, { rooms: 199 })).toBe(1);
  });

  it('do not count if refused, and then wake no other poll of their session', () => {
    const one = owner();
    const waiters = Array.from({ length: PER_SESSION }, () => new Listener());
    for (const waiter of waiters) quota.admit(one, waiter);
    admit(POLLS_PER_ADDRESS - PER_SESSION);
    for (let i = 0; i < 5; i++) expect(quota.admit(one, new Waiter())).toBe(false);
    expect(waiters.flatMap(({ heard }) => heard)).toEqual([]);
    quota.release(one, waiters[0] as Waiter);
    expect(admit(2)).toBe(1);
  });
});

it('LIMITS=off lifts both', () => {
  quota = new PollQuota(loadConfig({ LIMITS: 'off' }));
  const one = owner();
  const waiters = Array.from({ length: 100 }, () => new Listener());
  for (const waiter of waiters) quota.admit(one, waiter);
  expect(waiters.flatMap(({ heard }) => heard)).toEqual([]);
  expect(admit(POLLS_PER_ADDRESS + 1, { rooms: 200 })).toBe(POLLS_PER_ADDRESS + 1);
});
