import { mkdtempSync } from 'node:fs';
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
  it('executes what it is asked, in order, and tells what SQLite says', async () => {
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

  it('says that its thread has ended by itself, and leaves nobody waiting', async () => {
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

  it('rejects when the database cannot be opened', async () => {
    const worker = new SqliteWorker({ ...options(), file: '/nowhere/at/all.db' });
    await expect(worker.execute('select 1', [])).rejects.toThrow('failed');
  });

  it('does not call its closing a death', async () => {
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
