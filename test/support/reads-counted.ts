import { vi } from 'vitest';
import { SqliteConnection } from '../../src/storage/sqlite/sqlite-connection.js';

export interface Read {
  sql: string;
  rows: number;
}

/** The statements that this process itself runs while something happens, which is all that is read, and how many rows each brought. */
export async function readsDuring(act: () => Promise<unknown>): Promise<Read[]> {
  const execute = vi.spyOn(SqliteConnection.prototype, 'execute');
  try {
    await act();
    return execute.mock.results.map(({ value }, i) => ({
      sql: execute.mock.calls[i]?.[0] ?? '',
      rows: (value as { rows: unknown[] } | undefined)?.rows.length ?? 0,
    }));
  } finally {
    execute.mockRestore();
  }
}

export function mostRows(reads: readonly Read[]): number {
  return Math.max(...reads.map(({ rows }) => rows));
}

/** The numbers from 0 on as a JSON array, for statements that make many rows. */
export function numbers(count: number): string {
  return JSON.stringify(Array.from({ length: count }, (_, i) => i));
}
