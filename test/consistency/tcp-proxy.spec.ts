import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Fate, TcpProxy } from './tcp-proxy.js';

const ANSWER = Buffer.alloc(10_000, 'x');

let server: Server;
let port: number;
let arrived: Promise<Buffer>;
let proxy: TcpProxy | undefined;

beforeEach(async () => {
  arrived = new Promise((resolve, reject) => {
    server = createServer((req, res) => {
      const body = buffer(req);
      body.then(resolve, reject);
      body.then(
        () => res.end(ANSWER),
        () => res.destroy(),
      );
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as { port: number });
});
afterEach(async () => {
  await proxy?.close();
  server.close();
});

/** Posts through a proxy that treats its connections like this. */
async function through(fate: Fate, body = 'hello'): Promise<IncomingMessage> {
  proxy = await TcpProxy.to(port, () => fate);
  const sent = request({ port: new URL(proxy.url).port, host: '127.0.0.1', method: 'POST', agent: false });
  // If there is an answer, its early end shows the broken connection too.
  sent.on('error', () => undefined);
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return answer;
}

describe('TcpProxy', () => {
  it('passes everything on', async () => {
    expect(await buffer(await through({}))).toEqual(ANSWER);
    expect((await arrived).toString()).toBe('hello');
    expect(proxy?.cutMidAnswer).toBe(0);
  });

  it('cuts in the middle of an answer, and counts that', async () => {
    const answer = await through({ cutAnswerAt: 5_000 });
    let bytes = 0;
    answer.on('data', (chunk: Buffer) => (bytes += chunk.length));
    await expect(once(answer, 'end')).rejects.toThrow('aborted');
    expect(bytes).toBeLessThan(5_000);
    expect(proxy?.cutMidAnswer).toBe(1);
    // The server had the whole request: the sender cannot know.
    expect((await arrived).toString()).toBe('hello');
  });

  it('cuts in the middle of a request', async () => {
    await expect(through({ cutRequestAt: 20_000 }, 'y'.repeat(1_000_000))).rejects.toThrow();
    await expect(arrived).rejects.toThrow('aborted');
  });

  it('lets answers through late and in portions, whole', async () => {
    const answer = await through({ stall: { at: 0, ms: 20 }, drip: { bytes: 3_000, everyMs: 5 } });
    const portions: number[] = [];
    answer.on('data', (chunk: Buffer) => portions.push(chunk.length));
    await once(answer, 'end');
    expect(portions.length).toBeGreaterThan(2);
    expect(portions.reduce((sum, bytes) => sum + bytes, 0)).toBe(ANSWER.length);
  });

  it('cuts whatever there is when told to', async () => {
    const answer = await through({ stall: { at: 5_000, ms: 5 }, drip: { bytes: 100, everyMs: 5 } });
    proxy?.cutAll();
    await expect(buffer(answer)).rejects.toThrow('aborted');
  });
});
