import { once } from 'node:events';
import type { Server } from 'node:http';
import { type Express, request as expressRequest } from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { StableExpressAdapter } from './stable-express.adapter.js';

const adapters: StableExpressAdapter[] = [];
afterEach(async () => {
  for (const adapter of adapters.splice(0)) await adapter.close();
});

/** Serves one request; returns its answer, and whether Express changed the prototypes of its objects. */
async function serve(prepare: (app: Express) => void = () => undefined) {
  const adapter = new StableExpressAdapter();
  adapters.push(adapter);
  const app = adapter.getInstance<Express>();
  prepare(app);
  adapter.initHttpServer();
  const server = adapter.getHttpServer() as Server;
  let before: unknown[] = [];
  let after: unknown[] = [];
  server.prependListener('request', (req, res) => {
    before = [req, res].map((object) => Object.getPrototypeOf(object));
  });
  app.get('/', (req, res) => {
    after = [req, res].map((object) => Object.getPrototypeOf(object));
    res.type('text').send(`${req.path} ${req.get('x-name')} ${req.app === app}`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const answer = await fetch(`http://127.0.0.1:${port}/`, { headers: { 'x-name': 'ann' } });
  const swapped = before.some((prototype, i) => prototype !== after[i]);
  return { text: await answer.text(), swapped };
}

describe('StableExpressAdapter', () => {
  it('serves requests that keep their prototypes, with all that Express adds to them', async () => {
    expect(await serve()).toEqual({ text: '/ ann true', swapped: false });
  });

  it('serves ordinary requests if Express is built differently', async () => {
    const answer = await serve((app) => {
      app.request = Object.create(Object.create(expressRequest), { app: { value: app } });
    });
    expect(answer).toEqual({ text: '/ ann true', swapped: true });
  });

  it('closes idle connections at once, and busy ones when they have been answered', async () => {
    const adapter = new StableExpressAdapter();
    adapter.initHttpServer();
    const server = adapter.getHttpServer() as Server;
    let answer: (() => void) | undefined;
    adapter.getInstance<Express>().get('/slow', (_req, res) => {
      answer = () => void res.send('late');
    });
    adapter.getInstance<Express>().get('/', (_req, res) => void res.send('idle'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
    await (await fetch(url)).text();
    const asked = once(server, 'request');
    const slow = fetch(`${url}/slow`);
    await asked;
    let closed = false;
    const closing = adapter.close().then(() => (closed = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(closed).toBe(false);
    answer?.();
    expect(await (await slow).text()).toBe('late');
    await closing;
  });
});
