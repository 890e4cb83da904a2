import { afterEach, beforeEach, expect, it } from 'vitest';
import { freshDatabase } from '../support/postgres/databases.js';
import { killAfterEach, start } from '../support/programs.js';
import { RestClient } from '../support/rest-client.js';
import { until } from '../support/until.js';
import { DatabaseProxy } from './database-proxy.js';
import { logLines } from './log-lines.js';

const [WARN, ERROR] = [40, 50];

killAfterEach();

let proxy: DatabaseProxy;
beforeEach(async () => {
  proxy = await DatabaseProxy.to(freshDatabase().DATABASE_URL);
});
afterEach(() => proxy.close());

it('an outage of the database is logged when it begins and when it ends, and its requests without stacks', async () => {
  const node = await start({ ...freshDatabase(), DATABASE_URL: proxy.url, LOG_LEVEL: 'info' });
  const ann = await RestClient.at(node.url);
  const isReady = async (): Promise<boolean> => (await ann.get('/readyz')).status === 200;
  const linesOf = (event: string): Record<string, unknown>[] =>
    logLines(node.logs()).filter((line) => line['event'] === event);
  proxy.breakOff();
  await until(() => linesOf('database not heard from').length > 0, 'the outage is noticed');
  // The node asks every 250 ms.
  await until(
    async () => (await ann.get('/api/rooms')).status === 503 && linesOf('request failed').length >= 100,
  );
  proxy.mend();
  await until(isReady, 'the node is ready');
  await until(() => linesOf('database heard from again').length > 0, 'the end is told');
  await node.stop();
  expect(linesOf('database not heard from')).toEqual([
    expect.objectContaining({ level: WARN, reason: expect.stringMatching(/ECONN|terminated/) as string }),
  ]);
  expect(linesOf('database heard from again')).toHaveLength(1);
  for (const line of linesOf('request failed'))
    expect(line).toMatchObject({
      level: WARN,
      code: 'STORAGE_UNAVAILABLE',
      reason: expect.any(String) as string,
    });
  const lines = logLines(node.logs());
  expect(lines.filter(({ level, err }) => Number(level) >= ERROR || err !== undefined)).toEqual([]);
  // What else has stopped working says so once as well.
  const others = lines.filter(({ level, event }) => level === WARN && event !== 'request failed');
  const events = others.map(({ event }) => event);
  expect(events).toEqual([...new Set(events)]);
});
