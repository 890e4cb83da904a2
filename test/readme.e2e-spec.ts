import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Config } from '../src/config/config.js';
import { allSettings } from '../src/config/setting.js';
import { sharedApp } from './support/test-app.js';
import type { TornadoMessage, Updates } from './support/visitor.js';

const GENERATED = ['generated', '自动生成'];
const NONE = ['none', '无'];

describe.each(['README.md', 'README.zh-CN.md'])('%s', (file) => {
  const text = readFileSync(join(import.meta.dirname, '..', file), 'utf8');
  const server = sharedApp();

  it('names a command that runs Linger and one that tests it', () => {
    const [commands] = /```sh\n([^]*?)\n```/.exec(text)?.slice(1) ?? [];
    expect(commands).toBe('npm ci && npm start');
    expect(text).toContain('`npm cit`');
  });

  it('lists the settings and their defaults', () => {
    const rows = [...text.matchAll(/^\| `([A-Z_]+)` +\| +(\S+) +\|/gm)].map(([, name, value]) => [
      name,
      value,
    ]);
    expect(rows.map(([name]) => name)).toEqual(allSettings().map((setting) => setting.name));
    const defaults = new Config();
    for (const [i, setting] of allSettings().entries()) {
      const byDefault = defaults[setting.property as keyof Config];
      const told =
        setting.name === 'COOKIE_SECRET' ? GENERATED : byDefault === undefined ? NONE : [String(byDefault)];
      expect(told).toContain(rows[i]?.[1]);
    }
  });

  it('has a curl conversation that works', async () => {
    const script = /```sh\n(curl[^]*?)```/.exec(text)?.[1] ?? '';
    const output = await run(script.replaceAll('http://localhost:8888', server.url));
    const [sent, heard] = output.split(/(?<=\})(?=\{"messages")/);
    const message = JSON.parse(sent ?? '') as TornadoMessage;
    expect(message).toMatchObject({ room: '42', seq: 1 });
    expect(script).toContain(message.body);
    expect((JSON.parse(heard ?? '') as Updates).messages).toEqual([message]);
  });
});

/** Runs a shell script in a folder of its own and answers what it printed. Bash reads its rc file if its input is a socket. */
async function run(script: string): Promise<string> {
  const shell = spawn('bash', ['--norc', '-euo', 'pipefail', '-c', script], {
    cwd: mkdtempSync(join(tmpdir(), 'linger-')),
  });
  let output = '';
  for (const stream of [shell.stdout, shell.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const [status] = (await once(shell, 'close')) as [number];
  if (status !== 0) throw new Error(`the script ended with ${status}: ${output}`);
  return output;
}
