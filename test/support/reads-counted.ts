import pg from 'pg';
import { vi } from 'vitest';
import { SqliteConnection } from '../../src/storage/sqlite/sqlite-connection.js';

export interface Read {
  sql: string;
  rows: number;
}

/** As `query` and `execute` of the drivers are called here. */
interface Call {
  asked: unknown;
  answer: unknown;
}

/** The statements that this process itself runs while something happens, and how many rows each brought. On SQLite these are all that read. */
export async function readsDuring(act: () => Promise<unknown>): Promise<Read[]> {
  const spies = [vi.spyOn(SqliteConnection.prototype, 'execute'), vi.spyOn(pg.Client.prototype, 'query')];
  try {
    await act();
    const calls = spies.flatMap(({ mock }) =>
      mock.results.map(({ value }, i): Call => ({ asked: mock.calls[i]?.[0], answer: value })),
    );
    return await Promise.all(calls.map(toRead));
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

async function toRead({ asked, answer }: Call): Promise<Read> {
  const { rows } = (await answer) as { rows: unknown[] };
  return { sql: typeof asked === 'string' ? asked : (asked as { text: string }).text, rows: rows.length };
}

export function mostRows(reads: readonly Read[]): number {
  return Math.max(...reads.map(({ rows }) => rows));
}

/** The numbers from 0 on. */
export function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
