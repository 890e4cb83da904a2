import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SqliteWorker } from './sqlite-worker.js';

function options() {
  return { file: join(mkdtempSync(join(tmpdir(), 'linger-')), 'test.db'), readOnly: false, busyTimeoutMs: 0 };
}

function script(code: string): URL {
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}

describe('SqliteWorker', () => {
  it('executes statements in order, and reports errors of SQLite', async () => {
    const worker = new SqliteWorker(options());
    void worker.execute('create table t (x)', []);
    expect(await worker.execute('insert into t values (?), (?)', [1, 'two'])).toEqual({
      rows: [],
      changes: 2,
    });
    expect((await worker.execute('select x from t', [])).rows).toEqual([{ x: 1 }, { x: 'two' }]);
    await expect(worker.execute('select', [])).rejects.toMatchObject({ errcode: 1 });
    await worker.close();
    await expect(worker.execute('select 1', [])).rejects.toThrow();
  });

  it('runs a transaction in one message, and reports why it failed', async () => {
    const worker = new SqliteWorker(options());
    await worker.execute('create table t (x unique)', []);
    const insert = { sql: 'insert into t values (1)', parameters: [] };
    expect(await worker.transact([insert, { sql: 'select x from t', parameters: [] }])).toEqual([
      { rows: [], changes: 1 },
      { rows: [{ x: 1 }], changes: 0 },
    ]);
    await expect(worker.transact([insert])).rejects.toMatchObject({ errcode: 2067 });
    expect((await worker.execute('select count(*) as count from t', [])).rows).toEqual([{ count: 1 }]);
    await worker.close();
  });

  it('reports the end of its thread, and leaves nobody waiting', async () => {
    const worker = new SqliteWorker(
      options(),
      script(`
        import { parentPort } from 'node:worker_threads';
        parentPort.once('message', () => process.exit(1));
      `),
    );
    const died = new Promise((resolve) => {
      worker.onDeath = resolve;
    });
    await expect(worker.execute('select 1', [])).rejects.toThrow('has ended');
    expect(await died).toBeInstanceOf(Error);
    await expect(worker.execute('select 1', [])).rejects.toThrow('has ended');
    await worker.close();
  });

  it.each([
    ['an answer', { id: 1, failure: { message: 'disk I/O error', errcode: 1034 } }],
    ['a checkpoint', { checkpointFailure: { message: 'disk I/O error', errcode: 1034 } }],
  ])('is unusable after a failed sync reported by %s', async (_, told) => {
    const worker = new SqliteWorker(
      options(),
      script(`
        import { parentPort } from 'node:worker_threads';
        parentPort.once('message', () => {
          parentPort.postMessage(${JSON.stringify(told)});
          parentPort.postMessage({ id: 1, results: [{ rows: [], changes: 1 }] });
        });
      `),
    );
    const died = new Promise((resolve) => {
      worker.onDeath = resolve;
    });
    await expect(worker.execute('commit', [])).rejects.toMatchObject({ errcode: 1034 });
    expect(await died).toMatchObject({ message: expect.stringContaining('fsync') as string });
    await expect(worker.execute('select 1', [])).rejects.toThrow('fsync');
  });

  it('goes on when the log cannot be brought into the database file, and says so', async () => {
    const worker = new SqliteWorker(
      options(),
      script(`
        import { parentPort } from 'node:worker_threads';
        parentPort.once('message', () => {
          parentPort.postMessage({ checkpointFailure: { message: 'database or disk is full', errcode: 13 } });
          parentPort.postMessage({ id: 1, results: [{ rows: [], changes: 1 }] });
        });
      `),
    );
    const failures: Error[] = [];
    worker.onCheckpointFailure = (error) => failures.push(error);
    expect(await worker.execute('commit', [])).toEqual({ rows: [], changes: 1 });
    expect(failures).toMatchObject([{ errcode: 13 }]);
  });

  it('brings the log into the database file before it has grown long', async () => {
    const { file, ...rest } = options();
    const worker = new SqliteWorker({ file, ...rest });
    await worker.execute('create table t (x)', []);
    for (let i = 0; i < 30; i++) await worker.execute('insert into t values (zeroblob(400000))', []);
    // Premise: 30 times 98 pages have been written.
    expect(statSync(`${file}-wal`).size).toBeLessThan(1200 * 4120);
    expect(statSync(file).size).toBeGreaterThan(1500 * 4096);
    await worker.emptyLog();
    expect(statSync(`${file}-wal`).size).toBe(0);
    await worker.close();
  });

  it('rejects when the database cannot be opened', async () => {
    const worker = new SqliteWorker({ ...options(), file: '/nowhere/at/all.db' });
    await expect(worker.execute('select 1', [])).rejects.toThrow('failed');
  });

  it('does not report its closing as a failure', async () => {
    const worker = new SqliteWorker(options());
    let died = false;
    worker.onDeath = () => {
      died = true;
    };
    await worker.execute('select 1', []);
    await worker.close();
    expect(died).toBe(false);
  });
});
