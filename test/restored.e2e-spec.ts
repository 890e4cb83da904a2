import { describe, expect, it } from 'vitest';
import { backUp } from './support/backup.js';
import { killAfterEach, start } from './support/programs.js';
import { runProgram } from './support/run-program.js';
import { Visitor } from './support/visitor.js';

killAfterEach();

interface Answer {
  epoch: string;
  code?: string;
}

async function ask(url: string, query: string): Promise<{ status: number; answer: Answer }> {
  const response = await fetch(`${url}/api/updates?wait=0&${query}`);
  return { status: response.status, answer: (await response.json()) as Answer };
}

describe('a position in the log', () => {
  it('is valid after a restart, but not after a backup was restored', async () => {
    const first = await start();
    const ann = await Visitor.at(first.url);
    await ann.send('in the backup');
    const { epoch } = (await ask(first.url, 'after=lobby:1')).answer;
    await first.stop();
    const backup = await backUp(first);

    const port = new URL(first.url).port;
    const second = await start({ DATA_DIR: first.dataDir, PORT: port });
    await ann.send('lost later');
    expect(await ask(second.url, `after=lobby:2&epoch=${epoch}`)).toMatchObject({ status: 200 });
    await second.kill();

    const third = await start({ ...backup, PORT: port }, ['--restored']);
    await ann.send('written over it');
    expect(await ask(third.url, `after=lobby:2&epoch=${epoch}`)).toMatchObject({
      status: 410,
      answer: { code: 'EPOCH_CHANGED' },
    });
    const renewed = (await ask(third.url, 'after=lobby:2')).answer.epoch;
    expect(renewed).not.toBe(epoch);
    await third.stop();
    const fourth = await start({ ...backup, PORT: port });
    expect((await ask(fourth.url, 'after=lobby:2')).answer.epoch).toBe(renewed);
  });

  it('is refused if it is ahead of the log, even without an epoch', async () => {
    const server = await start();
    expect(await ask(server.url, 'after=lobby:1')).toMatchObject({
      status: 410,
      answer: { code: 'EPOCH_CHANGED' },
    });
  });
});

it('the program refuses unknown options', async () => {
  const { code, stderr } = await runProgram({}, ['--restore']);
  expect(code).toBe(1);
  expect(stderr).toContain('--restore: unknown option; see --help');
});
