import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SqliteConnection, type Statement } from './sqlite-connection.js';

function open(file: string): SqliteConnection {
  return new SqliteConnection({ file, readOnly: false, busyTimeoutMs: 0 });
}

function insert(x: number): Statement {
  return { sql: 'insert into t values (?) returning x', parameters: [x] };
}

describe('SqliteConnection', () => {
  it('reports the result code of a failure, also of statements that return rows', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'linger-')), 'test.db');
    const first = open(file);
    first.execute('create table t (x)', []);
    const other = open(file);
    first.execute('begin immediate', []);
    const busy = expect.objectContaining({ errcode: 5 }) as Error;
    expect(() => other.execute('insert into t values (1)', [])).toThrow(busy);
    expect(() => other.execute('insert into t values (1) returning x', [])).toThrow(busy);
    first.rollback();
    expect(other.execute('insert into t values (1) returning x', []).rows).toEqual([{ x: 1 }]);
    first.close();
    other.close();
  });

  it('runs statements in one transaction, all of them or none', () => {
    const db = open(join(mkdtempSync(join(tmpdir(), 'linger-')), 'test.db'));
    db.execute('create table t (x unique)', []);
    const results = db.transact([insert(1), { sql: 'update t set x = x + 1', parameters: [] }]);
    expect(results).toEqual([
      { rows: [{ x: 1 }], changes: 0 },
      { rows: [], changes: 1 },
    ]);
    const twice = expect.objectContaining({ errcode: 2067 }) as Error;
    expect(() =>
      db.transact([insert(5), { sql: 'insert into t values (2)', parameters: [] }, insert(6)]),
    ).toThrow(twice);
    expect(db.execute('select x from t', []).rows).toEqual([{ x: 2 }]);
    db.transact([insert(7)]);
    expect(db.execute('select x from t', []).rows).toEqual([{ x: 2 }, { x: 7 }]);
    db.close();
  });
});
