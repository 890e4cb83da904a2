import { DatabaseSync } from '@photostructure/sqlite';

// JavaScript, because a worker thread loads the file as it is, even under a test runner that compiles
// TypeScript only in the main thread.

/**
 * @typedef {import('@photostructure/sqlite').StatementSyncInstance} PreparedStatement
 * @typedef {{ statement: PreparedStatement, reads: boolean }} Prepared
 * @typedef {{ rows: unknown[], changes: number }} Result
 * @typedef {{ sql: string, parameters: readonly unknown[] }} Statement
 * @typedef {{ file: string, readOnly: boolean, busyTimeoutMs: number }} SqliteOptions
 */

/** More than the program has; beyond it the oldest statement is dropped. */
const MAX_PREPARED = 200;

/** The threshold of SQLite's automatic checkpoint: some 4 MB. */
const LONG_LOG_FRAMES = 1000;

/**
 * Primary result codes by SQLite's words for them (sqlite.org/rescode.html), because the driver's `all`
 * throws only the words.
 */
const CODE_OF_WORDS = new Map([
  ['database is locked', 5],
  ['database table is locked', 6],
  ['out of memory', 7],
  ['attempt to write a readonly database', 8],
  ['disk I/O error', 10],
  ['database disk image is malformed', 11],
  ['database or disk is full', 13],
  ['unable to open database file', 14],
  ['file is not a database', 26],
]);

/** Extended result codes of a failed fsync. */
const FAILED_TO_SYNC = new Set([
  1034, // IOERR_FSYNC
  1290, // IOERR_DIR_FSYNC
]);

/**
 * True if the disk failed to make written data durable. From then on its answers cannot be trusted.
 *
 * @param {{ errcode?: number | undefined }} error
 */
export function hasFailedToSync({ errcode }) {
  return errcode !== undefined && FAILED_TO_SYNC.has(errcode);
}

/** A synchronous SQLite connection that caches its prepared statements. */
export class SqliteConnection {
  /** @type {Map<string, Prepared>} */
  #prepared = new Map();
  #db;

  /** @param {SqliteOptions} options */
  constructor({ file, readOnly, busyTimeoutMs }) {
    this.#db = new DatabaseSync(file, { readOnly, timeout: busyTimeoutMs });
    if (readOnly) return;
    // Switching to WAL waits for other connections. Builds differ in their default for synchronous under WAL,
    // and NORMAL loses acknowledged commits on power loss (sqlite.org/pragma.html#pragma_synchronous).
    // Automatic checkpoints hide their failures. Secure deletion overwrites deleted data.
    this.#db.exec(`
      pragma journal_mode = wal;
      pragma synchronous = full;
      pragma wal_autocheckpoint = 0;
      pragma secure_delete = on;
    `);
  }

  /**
   * Throws SQLite's error, with its result code as `errcode`.
   *
   * @param {string} sql
   * @param {readonly any[]} parameters
   * @returns {Result}
   */
  execute(sql, parameters) {
    const { statement, reads } = this.#prepare(sql);
    if (reads) return { rows: rowsOf(statement, sql, parameters), changes: 0 };
    return { rows: [], changes: statement.run(...parameters).changes };
  }

  /**
   * Runs statements in one transaction, in order, and returns their results once they are on the disk. Throws
   * the error of the first that fails; then nothing has changed.
   *
   * @param {readonly Statement[]} statements
   * @returns {Result[]}
   */
  transact(statements) {
    try {
      // Immediate: a deferred transaction that reads and then writes fails if another connection has
      // committed in between.
      this.execute('begin immediate', []);
      const results = statements.map(({ sql, parameters }) => this.execute(sql, parameters));
      this.execute('commit', []);
      return results;
    } catch (error) {
      try {
        this.rollback();
      } catch {
        // The first error says more. If this one lasts, the next transaction reports it.
      }
      throw error;
    }
  }

  /** Rolls back a transaction. SQLite may have done so itself, for example on a full disk. */
  rollback() {
    if (this.#db.isTransaction) this.#db.exec('rollback');
  }

  /**
   * Moves a long write-ahead log into the database file, unless a transaction is open. Throws the error if it
   * fails.
   */
  checkpointLongLog() {
    if (this.#db.isTransaction) return;
    const { log, checkpointed } = this.#checkpoint('noop');
    if (log >= LONG_LOG_FRAMES && checkpointed < log) this.#checkpoint('passive');
  }

  /**
   * Moves the whole write-ahead log into the database file, unless others still read it, and truncates it.
   * Closing the connection would not do so: it stays open until its statements are garbage-collected. Throws
   * the error if it fails.
   */
  emptyLog() {
    this.#checkpoint('truncate');
  }

  close() {
    this.#prepared.clear();
    this.#db.close();
  }

  /**
   * @param {'noop' | 'passive' | 'truncate'} mode
   * @returns {{ log: number, checkpointed: number }}
   */
  #checkpoint(mode) {
    const [state] = this.execute(`pragma wal_checkpoint(${mode})`, []).rows;
    return /** @type {{ log: number, checkpointed: number }} */ (state);
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

/**
 * For a pragma, which returns one row, uses the driver's `get`: unlike `all` it tells a failed sync from
 * other failures.
 *
 * @param {PreparedStatement} statement
 * @param {string} sql
 * @param {readonly any[]} parameters
 */
function rowsOf(statement, sql, parameters) {
  if (sql.startsWith('pragma ')) return [statement.get()];
  try {
    return statement.all(...parameters);
  } catch (error) {
    const known = /** @type {Error & { errcode?: number | undefined }} */ (error);
    known.errcode ??= CODE_OF_WORDS.get(known.message);
    throw known;
  }
}
