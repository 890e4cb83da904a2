import { expect, it } from 'vitest';
import { ask } from '../support/postgres/ask.js';
import { freshDatabase } from '../support/postgres/databases.js';
import { killAfterEach, start } from '../support/programs.js';
import { RestClient, messagesPath } from '../support/rest-client.js';
import { logLines } from './log-lines.js';

killAfterEach();

it('L1 a message that the database refuses is not in the log, though the database repeats it in its error', async () => {
  const database = freshDatabase();
  const { DATABASE_URL: url, DATABASE_SCHEMA: schema } = database;
  const node = await start({ ...database, LOG_LEVEL: 'trace' });
  const ann = await RestClient.at(node.url);
  await ask(url, `alter table ${schema}.entries add constraint no_canary check (body <> 'canary')`);
  const repeated = ask(
    url,
    `insert into ${schema}.entries (room_id, seq, id, type, at, author_id, author_name, body)
     values (1, 1, '', '', 0, '', '', 'canary')`,
  );
  await expect(repeated).rejects.toMatchObject({ detail: expect.stringContaining('canary') as string });
  expect((await ann.postJson(messagesPath('lobby'), { body: 'canary' })).status).toBe(500);
  await node.stop();
  const failures = logLines(node.logs()).filter(({ event }) => event === 'request failed');
  expect(failures).toMatchObject([
    {
      err: {
        code: '23514',
        constraint: 'no_canary',
        message: expect.stringContaining('no_canary') as string,
      },
    },
  ]);
  expect(node.logs()).not.toMatch(/(?<!no_)canary/);
});
