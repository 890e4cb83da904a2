import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDotEnv, readDotEnv } from './dot-env.js';

const parse = (text: string | Uint8Array): Record<string, string> =>
  parseDotEnv('.env', typeof text === 'string' ? Buffer.from(text) : text);
const BOM = '\u{feff}';

describe('a file of settings', () => {
  it.each([
    ['with a byte order mark', `${BOM}PORT=1\nHOST=a`],
    ['with lines as Windows ends them', 'PORT=1\r\nHOST=a\r\n'],
    ['with both', `${BOM}PORT=1\r\n\r\n# note\r\nHOST=a`],
    ['with lines as old Macs ended them', 'PORT=1\rHOST=a'],
    ['with quotes, comments and export', '# PORT=2\nexport PORT="1" # note\n\n  HOST = \'a\''],
  ])('%s loses nothing', (_, text) => {
    expect(parse(text)).toEqual({ PORT: '1', HOST: 'a' });
  });

  it('may have values of several lines in quotes', () => {
    expect(parse('A="one\nnot a setting\nthree"\nPORT=1\nB=it\'s')).toEqual({
      A: 'one\nnot a setting\nthree',
      PORT: '1',
      B: "it's",
    });
  });

  it.each<[string, string, number[]]>([
    ['without an equals sign', 'PORT 8080', [1]],
    ['with a colon', 'HOST=a\nPORT: 8080', [2]],
    ['with a byte order mark in the middle, as files put together have it', `HOST=a\n${BOM}PORT=1`, [2]],
    ['several', 'x\nPORT=1\ny\n\n=z', [1, 3, 5]],
    ['behind a quote that nothing ends', 'A="open\nsecret', [2]],
  ])('reports each invalid line by its number only: %s', (_, text, lines) => {
    expect(() => parse(text)).toThrow(
      `Settings:\n${lines.map((n) => `  .env: line ${n} is not a setting; write NAME=value, or # before a comment`).join('\n')}`,
    );
  });

  it.each([
    ['UTF-16 with its mark', Buffer.from(`${BOM}PORT=1`, 'utf16le')],
    ['UTF-16 of the other order', Buffer.from(`${BOM}PORT=1`, 'utf16le').swap16()],
    ['UTF-16 without a mark', Buffer.from('PORT=1', 'utf16le')],
  ])('in %s is refused with the reason', (_, bytes) => {
    expect(() => parse(bytes)).toThrow('.env: is UTF-16 or not a text file. Save it as UTF-8');
  });

  it('in another encoding is refused', () => {
    expect(() => parse(Buffer.from('HOST=caf\u00e9', 'latin1'))).toThrow('.env: is not UTF-8');
  });

  it('does not override set variables, and hints at misspelt names', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'linger-')), '.env');
    writeFileSync(file, 'PORT=1\nHOST=a\nport=2\nPUBLIC_ULR=x\nDATADIR=y\nTZ=UTC\nNODE_ENV=production\n');
    const env: Record<string, string> = { PORT: '9' };
    expect(readDotEnv(file, env).toSorted()).toEqual(
      [
        `${file}: port is not a setting of Linger and is ignored; did you mean PORT?`,
        `${file}: PUBLIC_ULR is not a setting of Linger and is ignored; did you mean PUBLIC_URL?`,
        `${file}: DATADIR is not a setting of Linger and is ignored; did you mean DATA_DIR?`,
      ].toSorted(),
    );
    expect(env).toMatchObject({ PORT: '9', HOST: 'a', TZ: 'UTC' });
    expect(readDotEnv(`${file}.absent`, {})).toEqual([]);
  });
});
