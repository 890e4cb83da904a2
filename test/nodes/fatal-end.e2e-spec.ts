import { expect, it } from 'vitest';
import { ask } from '../support/postgres/ask.js';
import { freshDatabase } from '../support/postgres/databases.js';
import { killAfterEach, start } from '../support/programs.js';
import { logLines } from './log-lines.js';

killAfterEach();

it('a node whose signals were deleted while it was away ends with a fatal log line and exit code 1, and can start again', async () => {
  const database = freshDatabase();
  const { DATABASE_URL: url, DATABASE_SCHEMA: schema } = database;
  const node = await start(database);
  process.kill(node.pid, 'SIGSTOP');
  await ask(url, `update ${schema}.signals_head set n = n + 2; delete from ${schema}.signals`);
  process.kill(node.pid, 'SIGCONT');
  expect(await node.ended).toBe(1);
  expect(logLines(node.logs()).at(-1)).toMatchObject({
    level: 60,
    event: 'signals missed',
    msg: expect.stringMatching(/^Linger is stopping: Signals \d+ to \d+ are gone/) as string,
  });
  await start(database);
});
