import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SqliteConnection } from './sqlite-connection.js';

function open(file: string): SqliteConnection {
  return new SqliteConnection({ file, readOnly: false, busyTimeoutMs: 0 });
}

describe('SqliteConnection', () => {
  it('tells the result code of what fails, also of what answers rows', () => {
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
});
