import { DatabaseSync } from '@photostructure/sqlite';

// JavaScript, because a worker thread loads it as it stands: also under a test runner that compiles TypeScript in
// memory, which a worker would know nothing of.

/**
 * @typedef {import('@photostructure/sqlite').StatementSyncInstance} Statement
 * @typedef {{ statement: Statement, reads: boolean }} Prepared
 * @typedef {{ rows: unknown[], changes: number }} Result
 * @typedef {{ file: string, readOnly: boolean, busyTimeoutMs: number }} SqliteOptions
 */

/** More different statements than the program has; beyond it the oldest is prepared anew. */
const MAX_PREPARED = 200;

/** One synchronous SQLite connection that keeps its prepared statements. */
export class SqliteConnection {
  /** @type {Map<string, Prepared>} */
  #prepared = new Map();
  #db;
  #readOnly;

  /** @param {SqliteOptions} options */
  constructor({ file, readOnly, busyTimeoutMs }) {
    this.#db = new DatabaseSync(file, { readOnly, timeout: busyTimeoutMs });
    this.#readOnly = readOnly;
    if (readOnly) return;
    // Switching to WAL waits for other connections; builds differ in their default for synchronous under WAL, and
    // NORMAL loses acknowledged commits on power loss (sqlite.org/pragma.html#pragma_synchronous). Secure deletion
    // overwrites what has been deleted.
    this.#db.exec('pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on;');
  }

  /**
   * @param {string} sql
   * @param {readonly any[]} parameters
   * @returns {Result}
   */
  execute(sql, parameters) {
    const { statement, reads } = this.#prepare(sql);
    if (reads) return { rows: statement.all(...parameters), changes: 0 };
    return { rows: [], changes: statement.run(...parameters).changes };
  }

  /** Ends a transaction without keeping it. SQLite has sometimes done so itself, on a full disk for one. */
  rollback() {
    if (this.#db.isTransaction) this.#db.exec('rollback');
  }

  close() {
    this.#prepared.clear();
    // Statements live on until they are collected, and the connection with them: it would leave the log beside the file.
    try {
      if (!this.#readOnly) this.#db.exec('pragma wal_checkpoint(truncate)');
    } finally {
      this.#db.close();
    }
  }

  /**
   * @param {string} sql
   * @returns {Prepared}
   */
  #prepare(sql) {
    const known = this.#prepared.get(sql);
    if (known) return known;
    const statement = this.#db.prepare(sql);
    const prepared = { statement, reads: statement.columns().length > 0 };
    const oldest = this.#prepared.size >= MAX_PREPARED ? this.#prepared.keys().next().value : undefined;
    if (oldest !== undefined) this.#prepared.delete(oldest);
    this.#prepared.set(sql, prepared);
    return prepared;
  }
}
