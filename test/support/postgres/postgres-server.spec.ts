import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../until.js';
import { ask } from './ask.js';
import { PostgresServer } from './postgres-server.js';

const started: PostgresServer[] = [];
afterEach(async () => {
  for (const server of started.splice(0)) await server.discard();
});

async function start(durable: boolean): Promise<PostgresServer> {
  const server = await PostgresServer.start({ durable });
  started.push(server);
  return server;
}

describe('a PostgreSQL of the tests', () => {
  it('is like one in production, except that it forgets in a crash', async () => {
    const { url } = await start(false);
    expect(await ask(url, 'select version()')).toEqual([expect.stringMatching(/^PostgreSQL 18/)]);
    expect(await ask(url, "select x from (values ('b'), ('C'), ('a')) v (x) order by x")).toEqual([
      'a',
      'b',
      'C',
    ]);
    expect(await ask(url, 'select usesuper from pg_user where usename = current_user')).toEqual([false]);
    expect(await ask(url, 'show fsync')).toEqual(['off']);
    const guessed = Object.assign(new URL(url), { password: 'guessed' });
    await expect(ask(guessed.href, 'select 1')).rejects.toThrow('password authentication failed');
  });

  it('keeps its address and, if it is durable, what was committed, over a stop and over a kill', async () => {
    const server = await start(true);
    expect(await ask(server.url, 'show fsync')).toEqual(['on']);
    await ask(server.url, 'create table kept (x int)');
    for (const end of ['stop', 'kill'] as const) {
      await ask(server.url, 'insert into kept values (1)');
      await server[end]();
      await expect(ask(server.url, 'select 1')).rejects.toThrow('ECONNREFUSED');
      await server.restart();
    }
    await server.restart();
    expect(await ask(server.url, 'select x from kept')).toEqual([1, 1]);
  });

  it('leaves nothing behind when it is discarded', async () => {
    const server = await start(false);
    expect(existsSync(server.folder)).toBe(true);
    await server.discard();
    expect(existsSync(server.folder)).toBe(false);
    await expect(ask(server.url, 'select 1')).rejects.toThrow('ECONNREFUSED');
  });

  it('ends and leaves no data behind when the process that started it is killed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'linger-'));
    await build({
      entryPoints: [join(import.meta.dirname, 'postgres-server.ts')],
      outfile: join(folder, 'postgres-server.mjs'),
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
    });
    symlinkSync(join(import.meta.dirname, '../../../node_modules'), join(folder, 'node_modules'));
    const script = `
      import { PostgresServer } from './postgres-server.mjs';
      const { url, folder } = await PostgresServer.start();
      console.log(url, folder);
    `;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = (await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])) as unknown[];
    const [url = '', own = ''] = String(said).trim().split(' ');
    expect(await ask(url, 'select 1')).toEqual([1]);
    const data = join(own, 'data');
    expect(existsSync(data)).toBe(true);
    child.kill('SIGKILL');
    await until(() => !existsSync(data), 'the data deleted');
    await expect(ask(url, 'select 1')).rejects.toThrow('ECONNREFUSED');
  });
});
