import { expect, it } from 'vitest';
import { ask } from '../support/postgres/ask.js';
import { type DatabaseSettings, freshDatabase } from '../support/postgres/databases.js';
import { killAfterEach, start } from '../support/programs.js';
import { RestClient } from '../support/rest-client.js';
import { runProgram } from '../support/run-program.js';
import { DatabaseProxy } from './database-proxy.js';
import { logLines } from './log-lines.js';

killAfterEach();

const RESTORED = ['--restored'];

/** The database, without its newest entry and everything that was told since. */
async function restore({ DATABASE_URL, DATABASE_SCHEMA }: DatabaseSettings, kept: number): Promise<void> {
  await ask(
    DATABASE_URL,
    `set search_path to ${DATABASE_SCHEMA};
     delete from entries where seq > ${kept}; update rooms set last_seq = ${kept}`,
  );
}

const epochsOf = ({ DATABASE_URL, DATABASE_SCHEMA }: DatabaseSettings): Promise<unknown[]> =>
  ask(DATABASE_URL, `select id from ${DATABASE_SCHEMA}.epochs`);

it('--restored is refused while a node runs, in words, and changes nothing; once all have stopped it begins a new epoch', async () => {
  const database = freshDatabase();
  const running = await start(database);
  const { epoch } = await (await RestClient.at(running.url)).me();
  const { code, stdout, stderr } = await runProgram({ ...database, LOG_LEVEL: 'error' }, RESTORED);
  expect([code, stdout, stderr]).toEqual([
    1,
    '',
    'Linger could not start. Settings:\n  DATABASE_URL: Linger is running on this database. Stop it on all nodes first.\n',
  ]);
  expect(await epochsOf(database)).toEqual([epoch]);
  await running.stop();
  const first = await start(database, RESTORED);
  const second = await start(database);
  const epochs = [first, second].map(async ({ url }) => (await (await RestClient.at(url)).me()).epoch);
  const [ofFirst, ofSecond] = await Promise.all(epochs);
  expect(ofFirst).not.toBe(epoch);
  expect(ofSecond).toBe(ofFirst);
});

it('a node that had lost its connection when another started with --restored ends itself, and starts with what is stored', async () => {
  const database = freshDatabase();
  const proxy = await DatabaseProxy.to(database.DATABASE_URL);
  try {
    const cutOff = await start({ ...database, DATABASE_URL: proxy.url });
    const ann = await RestClient.at(cutOff.url);
    for (const body of ['kept', 'lost', 'lost too']) await ann.say('lobby', body);
    proxy.breakOff();
    await restore(database, 1);
    const restored = await start(database, RESTORED);
    await (await RestClient.at(restored.url)).say('lobby', 'new');
    proxy.mend();
    expect(await cutOff.ended).toBe(1);
    expect(logLines(cutOff.logs()).at(-1)).toMatchObject({
      event: 'signals missed',
      msg: expect.stringMatching(/ or the database was restored\.$/) as string,
    });
    const again = await start({ ...database, DATABASE_URL: proxy.url });
    const { entries } = await (await RestClient.at(again.url)).entries('lobby', { after: 0 });
    expect(entries.map(({ message }) => message?.body)).toEqual(['kept', 'new']);
  } finally {
    await proxy.close();
  }
});
