import { DatabaseSync } from '@photostructure/sqlite';

// JavaScript, because a worker thread loads it as it stands: also under a test runner that compiles TypeScript in
// memory, which a worker would know nothing of.

/**
 * @typedef {import('@photostructure/sqlite').StatementSyncInstance} PreparedStatement
 * @typedef {{ statement: PreparedStatement, reads: boolean }} Prepared
 * @typedef {{ rows: unknown[], changes: number }} Result
 * @typedef {{ sql: string, parameters: readonly unknown[] }} Statement
 * @typedef {{ file: string, readOnly: boolean, busyTimeoutMs: number }} SqliteOptions
 */

/** More different statements than the program has; beyond it the oldest is prepared anew. */
const MAX_PREPARED = 200;

/** What SQLite's automatic checkpoint takes for long: some 4 MB. */
const LONG_LOG_FRAMES = 1000;

/** Primary result codes by SQLite's words for them (sqlite.org/rescode.html): the driver's `all` tells the words alone. */
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
 * Whether the disk has failed to make durable what was written: from then on its answers cannot be believed.
 *
 * @param {{ errcode?: number | undefined }} error
 */
export function hasFailedToSync({ errcode }) {
  return errcode !== undefined && FAILED_TO_SYNC.has(errcode);
}

/** One synchronous SQLite connection that keeps its prepared statements. */
export class SqliteConnection {
  /** @type {Map<string, Prepared>} */
  #prepared = new Map();
  #db;

  /** @param {SqliteOptions} options */
  constructor({ file, readOnly, busyTimeoutMs }) {
    this.#db = new DatabaseSync(file, { readOnly, timeout: busyTimeoutMs });
    if (readOnly) return;
    // Switching to WAL waits for other connections; builds differ in their default for synchronous under WAL, and
    // NORMAL loses acknowledged commits on power loss (sqlite.org/pragma.html#pragma_synchronous). SQLite's automatic
    // checkpoint keeps its failures to itself. Secure deletion overwrites what has been deleted.
    this.#db.exec(`
      pragma journal_mode = wal;
      pragma synchronous = full;
      pragma wal_autocheckpoint = 0;
      pragma secure_delete = on;
    `);
  }

  /**
   * Throws what SQLite says, with its result code as `errcode`.
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
   * Runs statements in one transaction, in their order, and answers their results once they are on the disk. Throws what the
   * first to fail says; nothing is changed then.
   *
   * @param {readonly Statement[]} statements
   * @returns {Result[]}
   */
  transact(statements) {
    try {
      // Immediate: a deferred one that reads and then writes fails at once when another connection has committed.
      this.execute('begin immediate', []);
      const results = statements.map(({ sql, parameters }) => this.execute(sql, parameters));
      this.execute('commit', []);
      return results;
    } catch (error) {
      try {
        this.rollback();
      } catch {
        // What failed first says more; where this fails too, the next transaction says so.
      }
      throw error;
    }
  }

  /** Ends a transaction without keeping it. SQLite has sometimes done so itself, on a full disk for one. */
  rollback() {
    if (this.#db.isTransaction) this.#db.exec('rollback');
  }

  /** Brings what the log holds into the database file if it is long and no transaction is open. Throws what stands against it. */
  checkpointLongLog() {
    if (this.#db.isTransaction) return;
    const { log, checkpointed } = this.#checkpoint('noop');
    if (log >= LONG_LOG_FRAMES && checkpointed < log) this.#checkpoint('passive');
  }

  /**
   * Brings all of the log into the database file, as far as nobody else reads it, and cuts it off. Closing alone would not:
   * statements live on until they are collected, and their connection with them. Throws what stands against it.
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
 * A pragma answers one row, and the driver's `get` tells a failed sync from other failures, which `all` does not.
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
