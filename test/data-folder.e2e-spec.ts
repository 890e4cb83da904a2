import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { usedFolder } from './support/failed-start.js';
import { killAfterEach, start } from './support/programs.js';
import { startServer } from './support/server-process.js';
import { Visitor } from './support/visitor.js';

killAfterEach();

it.each([{ args: [] }, { args: ['--restored'] }])(
  'a second program on the same folder is refused: $args',
  async ({ args }) => {
    const { dataDir } = await start();
    await expect(startServer({ env: { DATA_DIR: dataDir }, args })).rejects.toThrow('Another Linger');
  },
);

describe('D1 the cookie secret', () => {
  it('is generated once if absent, readable by its owner only, and never logged', async () => {
    const first = await startServer({ env: { NODE_ENV: 'production', COOKIE_SECRET: '' } });
    const file = join(first.dataDir, 'cookie-secret');
    const secret = readFileSync(file, 'utf8');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(Buffer.from(secret.trim(), 'base64url').length).toBeGreaterThanOrEqual(32);
    const ann = await Visitor.at(first.url);
    const { author } = await ann.send('hello');
    expect(await first.stop()).toBe(0);

    const second = await startServer({ env: { NODE_ENV: 'production', DATA_DIR: first.dataDir } });
    expect(readFileSync(file, 'utf8')).toBe(secret);
    const back = new Visitor(second.url);
    for (const [name, value] of ann.cookies) back.cookies.set(name, value);
    expect((await back.send('again')).author.id).toBe(author.id);
    expect(await second.stop()).toBe(0);
    expect(first.logs() + second.logs()).not.toContain(secret.trim());

    const other = join(await usedFolder(), 'cookie-secret');
    expect(readFileSync(other, 'utf8')).not.toBe(secret);
  });
});

describe('the database file', () => {
  it('holds no session ids, so that reading it does not let anyone act as somebody else', async () => {
    const server = await start();
    const ann = await Visitor.at(server.url);
    await ann.send('hello');
    await server.stop();
    const cookie = ann.session[1];
    const id = cookie.slice(0, cookie.lastIndexOf('.'));
    const db = readFileSync(join(server.dataDir, 'linger.db'), 'latin1');
    expect(db.includes(createHash('sha256').update(id).digest('base64url'))).toBe(true);
    expect(db.includes(id)).toBe(false);
  });
});
