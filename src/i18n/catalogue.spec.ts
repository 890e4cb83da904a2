import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ERROR_STATUS } from '../chat-error.js';
import { en } from './en.js';
import { zhCn } from './zh-cn.js';

const ROOT = join(import.meta.dirname, '../..');
const KEYS = Object.keys(en);
const english: Record<string, string> = en;
const chinese: Record<string, string> = zhCn;

/** First groups of all matches of `pattern` in the files of a folder. */
function found(folder: string, extension: string, pattern: RegExp): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(extension))
    .flatMap((file) => [...readFileSync(join(ROOT, folder, file), 'utf8').matchAll(pattern)])
    .map(([, key = '']) => key);
}

const usedByViews = found('views', '.hbs', /\bt '([^']+)'/g);
const usedByScripts = found('public', '.ts', /'((?:browser|diagnosis)\.\w+)'/g);

function values(text = ''): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').toSorted();
}

function exists(key: string): boolean {
  return KEYS.includes(key) || KEYS.includes(`${key}_other`);
}

describe('the catalogues', () => {
  it('have the same keys, and a text for each', () => {
    expect(Object.keys(zhCn).toSorted()).toEqual(KEYS.toSorted());
    expect(KEYS.filter((key) => !english[key]?.trim() || !chinese[key]?.trim())).toEqual([]);
  });

  it('fill the same values in', () => {
    for (const key of KEYS) expect(values(chinese[key]), key).toEqual(values(english[key]));
  });

  it('have both plural forms or none', () => {
    const stems = KEYS.filter((key) => /_(one|other)$/.test(key)).map((key) => key.replace(/_\w+$/, ''));
    expect(stems.length).toBeGreaterThan(0);
    for (const stem of stems) expect(KEYS).toEqual(expect.arrayContaining([`${stem}_one`, `${stem}_other`]));
  });

  it('explain every error', () => {
    const parts = Object.keys(ERROR_STATUS).flatMap((code) => [
      `error.${code}.heading`,
      `error.${code}.detail`,
    ]);
    expect(parts.filter((key) => !exists(key))).toEqual([]);
  });

  it('have every key that the pages and the scripts ask for', () => {
    expect(usedByViews.length).toBeGreaterThan(10);
    expect(usedByScripts.length).toBeGreaterThan(10);
    expect([...usedByViews, ...usedByScripts].filter((key) => !exists(key))).toEqual([]);
  });

  it('send the scripts nothing they do not ask for', () => {
    const used = new Set([...usedByViews, ...usedByScripts]);
    const sent = KEYS.filter((key) => /^(?:browser|diagnosis)\./.test(key)).map((key) =>
      key.replace(/_(one|other)$/, ''),
    );
    expect(sent.filter((key) => !used.has(key))).toEqual([]);
  });
});
