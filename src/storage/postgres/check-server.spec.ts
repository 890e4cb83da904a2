import { expect, it } from 'vitest';
import { problemOf } from './check-server.js';

const GOOD = { version: 150_018, replica: false, read_only: 'off', encoding: 'UTF8', search_path: 'linger' };

it('PostgreSQL 15 and later can be used', () => {
  for (const version of [150_000, 150_018, 180_004])
    expect(problemOf({ ...GOOD, version }, 'linger')).toBeUndefined();
});

it.each([
  [{ version: 140_099 }, 'is PostgreSQL 14. Linger needs version 15 or later'],
  [{ version: 90_624 }, 'is PostgreSQL 9. Linger needs version 15 or later'],
  [{ replica: true, read_only: 'on' }, 'is a replica. Linger needs the primary'],
  [{ read_only: 'on' }, 'is read-only: default_transaction_read_only is on'],
  [{ encoding: 'SQL_ASCII' }, 'stores texts as SQL_ASCII. Linger needs a database with the encoding UTF8'],
  [{ search_path: '"$user", public' }, 'ignores settings of the connection, as some poolers do'],
])('a server with %j cannot', (change, words) => {
  expect(problemOf({ ...GOOD, ...change }, 'linger')).toContain(words);
});
