import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LoadClient } from './load-client.js';
import { runs } from './machine.js';

const PARTS = 3;
let client: LoadClient | undefined;
let requests: string[];

const hasCompiler = runs('cc', ['--version']);

afterEach(() => client?.stop());

/** Polls a server that answers the first polls with these messages and holds the one after them. */
async function poll(answers: readonly (readonly number[])[], last: number) {
  requests = [];
  const left = answers.map((numbers) => {
    const events = numbers.map((number) => ({
      seq: 8 + number,
      message: { body: `${number} of the bench` },
    }));
    const body = JSON.stringify({ events });
    return `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  });
  const server = createServer((socket) => {
    socket.setNoDelay(true).on('data', (data) => {
      requests.push(data.toString());
      const answer = left.shift();
      if (answer !== undefined) void writeInParts(socket, answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  client = new LoadClient();
  const { port } = server.address() as AddressInfo;
  const request = { port, bytes: Buffer.from('GET /?after=8,quiet:0'), cursorAt: 12, cursorLength: 1 };
  client.add({ request, talk: 0, key: 'seq', next: 1 });
  await client.expect(last);
  await client.hold();
  await client.wait();
  return client.report();
}

async function writeInParts(socket: Socket, text: string): Promise<void> {
  const size = Math.ceil(text.length / PARTS);
  for (let at = 0; at < text.length; at += size) {
    socket.write(text.slice(at, at + size));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

// The bench needs a compiler, the program does not: without one its client cannot be built. CI counts a skipped test as failed.
describe.skipIf(!hasCompiler)('the load client', () => {
  beforeAll(() => LoadClient.compile());

  it('finds nothing wrong with a whole sequence, and polls after the newest message', async () => {
    const { lost, repeated, bodies, answeredAtMs } = await poll([[1], [2, 3], [4]], 4);
    expect([lost, repeated, bodies.length, answeredAtMs.length]).toEqual([0, 0, 3, 1]);
    const cursors = requests.map((request) => /after=(\d+),quiet:0$/.exec(request)?.[1]);
    expect(cursors.slice(0, 3)).toEqual(['8', '9', '11']);
  });

  it('counts missing messages', async () => {
    expect(await poll([[1], [4]], 4)).toMatchObject({ lost: 2, repeated: 0 });
  });

  it('counts a message given twice', async () => {
    expect(await poll([[1, 2], [2], [3]], 3)).toMatchObject({ lost: 0, repeated: 1 });
  });

  it('counts a late message as left out and as repeated', async () => {
    expect(await poll([[1], [3], [2], [4]], 4)).toMatchObject({ lost: 1, repeated: 1 });
  });
});
