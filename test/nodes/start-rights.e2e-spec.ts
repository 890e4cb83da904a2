import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../support/postgres/ask.js';
import { type DatabaseSettings, freshDatabase } from '../support/postgres/databases.js';
import { PostgresServer } from '../support/postgres/postgres-server.js';
import { changed } from './refused-move.js';
import { contentOf, install, refusalOf, saidBy } from './refused-start.js';

let server: PostgresServer;
/** As the owner of an installation. */
let owner: DatabaseSettings;
beforeAll(async () => {
  server = await PostgresServer.start({ durable: true });
  owner = { ...freshDatabase(), DATABASE_URL: server.url, DATABASE_SCHEMA: 'linger' };
  await install(owner);
  for (const role of ['newcomer', 'reader'])
    await ask(server.adminUrl, `create role ${role} login password 'let-me-in'`);
  await ask(
    server.adminUrl,
    'alter role reader set default_transaction_read_only = on; grant linger to reader',
  );
});
afterAll(() => server.discard());

function as(username: string, schema = 'linger'): Promise<string> {
  const DATABASE_URL = changed(server.url, { username, password: 'let-me-in' });
  return refusalOf({ ...owner, DATABASE_URL, DATABASE_SCHEMA: schema }, server.url);
}

describe('a start on PostgreSQL is refused', () => {
  it('to a user who may not make the schema, and told who may', async () => {
    expect(await as('newcomer', 'another')).toMatch(
      /this user may not create the schema another in 127\S+\. As an administrator, run: create schema another authorization USER/,
    );
  });

  it('to a user who may not use the schema', async () => {
    expect(await as('newcomer')).toMatch(/this user may not use the schema linger in 127/);
  });

  it('to a user who may use the schema, but not its tables', async () => {
    await ask(server.adminUrl, 'create role guest login password $$let-me-in$$');
    await ask(server.url, 'grant usage on schema linger to guest');
    expect(await as('guest')).toMatch(
      /127\S+ does not give this user the rights it needs \(permission denied/,
    );
  });

  it('to a user who may only read', async () => {
    expect(await as('reader')).toMatch(/127\S+ is read-only: default_transaction_read_only is on/);
  });

  it('by a replica', async () => {
    const before = await contentOf(server.url, 'linger');
    await server.becomeReplica();
    expect(await saidBy(owner)).toMatch(/127\S+ is a replica\. Linger needs the primary/);
    await server.promote();
    expect(await contentOf(server.url, 'linger')).toEqual(before);
  });
});
