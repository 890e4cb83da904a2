import { describe, expect, it } from 'vitest';
import { until } from '../../test/support/until.js';
import { LockTimeout } from '../storage/lock-timeout.js';
import { GroupCommit } from './group-commit.js';

/** A commit that a test completes by hand. */
function manualCommit() {
  const batches: number[][] = [];
  const ends: { resolve(results: string[]): void; reject(error: Error): void }[] = [];
  const commit = (items: number[]): Promise<string[]> => {
    batches.push(items);
    return new Promise((resolve, reject) => ends.push({ resolve, reject }));
  };
  const end = (i: number): void => ends[i]?.resolve((batches[i] ?? []).map(String));
  return { batches, ends, commit, end };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
}

/** Calls `come` with one item in each turn of the event loop, before anything else in that turn. */
function comeWithEachTurn(items: number[], come: (item: number) => void): void {
  const [item, ...rest] = items;
  if (item === undefined) return;
  setImmediate(() => {
    come(item);
    comeWithEachTurn(rest, come);
  });
}

describe('GroupCommit', () => {
  it('commits what arrives in one tick together', async () => {
    const { batches, commit, end } = manualCommit();
    const commits = new GroupCommit(commit, 10);
    const added = Promise.all([commits.add(1), commits.add(2)]);
    await nextTurn();
    expect(batches).toEqual([[1, 2]]);
    end(0);
    expect(await added).toEqual(['1', '2']);
  });

  it('waits for further ticks until one brings nothing', async () => {
    const { batches, commit, end } = manualCommit();
    const commits = new GroupCommit(commit, 10);
    const added: Promise<string>[] = [];
    comeWithEachTurn([2, 3, 4], (item) => added.push(commits.add(item)));
    added.unshift(commits.add(1));
    await until(() => batches.length > 0, 'a commit');
    expect(batches).toEqual([[1, 2, 3, 4]]);
    end(0);
    expect(await Promise.all(added)).toEqual(['1', '2', '3', '4']);
  });

  it('does not wait forever while every tick brings something', async () => {
    const { batches, commit } = manualCommit();
    const commits = new GroupCommit(commit, 1000);
    const many = Array.from({ length: 50 }, (_, index) => index);
    comeWithEachTurn(many, (item) => void commits.add(item));
    void commits.add(-1);
    await until(() => batches.length > 0, 'a commit');
    expect(commits.length).toBeGreaterThan(0);
    expect(batches[0]?.length).toBeLessThan(10);
  });

  it('commits what arrives during a commit next, in order of arrival', async () => {
    const { batches, commit, end } = manualCommit();
    const commits = new GroupCommit(commit, 10);
    const first = commits.add(1);
    await nextTurn();
    const rest = Promise.all([commits.add(2), commits.add(3)]);
    await nextTurn();
    expect(batches).toEqual([[1]]);
    end(0);
    await first;
    await nextTurn();
    expect(batches).toEqual([[1], [2, 3]]);
    end(1);
    expect(await rest).toEqual(['2', '3']);
  });

  it('answers nobody before their commit has ended', async () => {
    const { commit, end } = manualCommit();
    const commits = new GroupCommit(commit, 10);
    let answered = false;
    const added = commits.add(1).then(() => (answered = true));
    await nextTurn();
    expect(answered).toBe(false);
    end(0);
    await added;
    expect(answered).toBe(true);
  });

  it('cuts batches at the limit', async () => {
    const { batches, commit, end } = manualCommit();
    const commits = new GroupCommit(commit, 2);
    const added = Promise.all([1, 2, 3].map((item) => commits.add(item)));
    await nextTurn();
    end(0);
    await nextTurn();
    end(1);
    await added;
    expect(batches).toEqual([[1, 2], [3]]);
  });

  it('fails a whole batch and everything queued behind it', async () => {
    const { batches, commit, ends, end } = manualCommit();
    const commits = new GroupCommit(commit, 10);
    const failing = [commits.add(1), commits.add(2)];
    await nextTurn();
    failing.push(commits.add(3));
    const failed = Promise.all(failing.map((added) => expect(added).rejects.toThrow('disk full')));
    ends[0]?.reject(new Error('disk full'));
    await failed;
    const next = commits.add(4);
    await nextTurn();
    end(1);
    expect(await next).toBe('4');
    expect(batches).toEqual([[1, 2], [4]]);
  });

  it('fails only a batch that waited too long for a lock', async () => {
    const { batches, commit, ends, end } = manualCommit();
    const commits = new GroupCommit(commit, 10);
    const failed = expect(commits.add(1)).rejects.toThrow(LockTimeout);
    await nextTurn();
    const behind = commits.add(2);
    ends[0]?.reject(new LockTimeout(new Error('lock timeout')));
    await failed;
    await nextTurn();
    end(1);
    expect(await behind).toBe('2');
    expect(batches).toEqual([[1], [2]]);
  });
});
