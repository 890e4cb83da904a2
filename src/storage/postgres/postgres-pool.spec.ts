import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DatabaseProxy } from '../../../test/nodes/database-proxy.js';
import { freshDatabase } from '../../../test/support/postgres/databases.js';
import { type DatabaseNode, closeNodes, openNode } from '../../../test/support/postgres/nodes.js';
import { NO_LOCK } from '../lock.js';

let proxy: DatabaseProxy;
let node: DatabaseNode;
beforeEach(async () => {
  const { DATABASE_URL, DATABASE_SCHEMA: schema } = freshDatabase();
  proxy = await DatabaseProxy.to(DATABASE_URL);
  node = await openNode({ url: proxy.url, schema, pool: 4 });
});
afterEach(async () => {
  proxy.speak();
  await closeNodes();
  await proxy.close();
});

const read = (): Promise<unknown[]> => node.storage.reader.selectFrom('users').select('id').execute();

describe('a connection of the pool', () => {
  it('that no longer answers is used once more, not again', async () => {
    await read();
    proxy.vanish();
    await expect(read()).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    expect(await read()).toEqual([]);
  });

  it('is given to nobody within the transaction of a change that got no answer', async () => {
    const changing = node.storage.transact({ lock: NO_LOCK }, (trx) => {
      proxy.fallSilent();
      return sql`select from no_such_table`.execute(trx);
    });
    await expect(changing).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    proxy.speak();
    expect(await Promise.all([read(), read(), read()])).toEqual([[], [], []]);
  });

  it('is given to nobody within a transaction that somebody has left open', async () => {
    await node.storage.reader.connection().execute((db) => sql`begin`.execute(db));
    const { rows } = await sql<{ open: boolean }>`select now() <> statement_timestamp() as open`.execute(
      node.storage.reader,
    );
    expect(rows).toEqual([{ open: false }]);
  });
});
