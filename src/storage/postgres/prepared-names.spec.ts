import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { closeNodes, openNodes, type DatabaseNode } from '../../../test/support/postgres/nodes.js';
import { PreparedNames } from './prepared-names.js';

afterEach(closeNodes);

describe('PreparedNames', () => {
  it('names a text when it comes the third time, and then always the same', () => {
    const names = new PreparedNames();
    expect(['a', 'a', 'b', 'a', 'a', 'b', 'b'].map((text) => names.of(text, 1))).toEqual([
      undefined,
      undefined,
      undefined,
      'linger 1',
      'linger 1',
      undefined,
      'linger 2',
    ]);
  });

  it('names no more than 100', () => {
    const names = new PreparedNames();
    const thrice = Array.from({ length: 300 }, (_, i) => [`text ${i}`, `text ${i}`, `text ${i}`]).flat();
    expect(new Set(thrice.map((text) => names.of(text, 1))).size - 1).toBe(100);
  });

  it('names no statement with more than 30 values, which has another text for each number of them', () => {
    const names = new PreparedNames();
    expect([31, 31, 31, 30, 30, 30].map((values) => names.of(`${values} values`, values))).toEqual([
      ...Array.from({ length: 5 }),
      'linger 1',
    ]);
  });

  it('counts no more than 1,000 texts that came once', () => {
    const names = new PreparedNames();
    names.of('first', 1);
    names.of('first', 1);
    for (let i = 0; i < 1000; i++) names.of(`text ${i}`, 1);
    expect(names.of('first', 1)).toBeUndefined();
  });
});

async function node(): Promise<DatabaseNode> {
  const [opened] = (await openNodes(1)).nodes;
  return opened as DatabaseNode;
}

describe('statements on PostgreSQL', () => {
  it('are prepared by a connection that runs them again and again', async () => {
    const { storage } = await node();
    await storage.reader.connection().execute(async (db) => {
      for (let i = 0; i < 3; i++) await db.selectFrom('users').select('name').where('id', '=', 'x').execute();
      const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(
        db,
      );
      expect(rows.map(({ statement }) => statement)).toEqual(['select "name" from "users" where "id" = $1']);
    });
  });

  it('go on when the next version adds a column to their tables', async () => {
    const { storage } = await node();
    await storage.reader.connection().execute(async (db) => {
      const read = () => db.selectFrom('users').select('name').where('id', '=', 'x').execute();
      for (let i = 0; i < 7; i++) await read();
      await sql`alter table users add column added text`.execute(db);
      expect(await read()).toEqual([]);
    });
  });
});
