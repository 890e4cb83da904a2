import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { AsyncConnection } from './sqlite-dialect.js';
import { type Result, type SqliteOptions, type Statement, hasFailedToSync } from './sqlite-connection.js';
import type { Failure, Notice, Reply, Request } from './sqlite-writer.worker.js';

interface Waiting {
  resolve(results: Result[]): void;
  reject(error: Error): void;
}

/**
 * A SQLite connection in a worker thread: each call is one message there and one back. After the disk failed
 * to sync, all calls are rejected, because what it then reports as stored may not be
 * (docs/decisions/0007-fsync-errors.md).
 */
export class SqliteWorker implements AsyncConnection {
  readonly #waiting = new Map<number, Waiting>();
  readonly #worker: Worker;
  #lastId = 0;
  #dead: Error | undefined;
  #closing = false;

  /**
   * Called when the connection has become unusable: the thread has ended, or the disk failed to sync. All
   * calls are rejected then.
   */
  onDeath: (error: Error) => void = () => undefined;

  /**
   * Called when the write-ahead log could not be moved into the database file. Committed data is safe in the
   * log, which grows.
   */
  onCheckpointFailure: (error: Error) => void = () => undefined;

  constructor(options: SqliteOptions, script = new URL('./sqlite-writer.worker.js', import.meta.url)) {
    this.#worker = new Worker(script, { workerData: options });
    this.#worker.on('message', (message: Reply | Notice) => this.#take(message));
    this.#worker.on('error', (error) =>
      this.#fail(new Error('The database writer failed.', { cause: error })),
    );
    this.#worker.on('exit', () => this.#fail(new Error('The database writer has ended.')));
  }

  async execute(sql: string, parameters: readonly unknown[]): Promise<Result> {
    const [result] = await this.#send('execute', [{ sql, parameters }]);
    return result as Result;
  }

  transact(statements: readonly Statement[]): Promise<Result[]> {
    return this.#send('transact', statements);
  }

  async rollback(): Promise<void> {
    await this.#send('rollback');
  }

  /** Moves the whole write-ahead log into the database file. Must not be called in a transaction. */
  async emptyLog(): Promise<void> {
    await this.#send('emptyLog');
  }

  /** Resolves when the thread has ended. */
  async close(): Promise<void> {
    if (this.#dead) return;
    this.#closing = true;
    const ended = once(this.#worker, 'exit');
    await this.#send('close');
    await ended;
  }

  #send(op: Request['op'], statements: readonly Statement[] = []): Promise<Result[]> {
    if (this.#dead) return Promise.reject(this.#dead);
    const id = ++this.#lastId;
    const request: Request = { id, op, statements };
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage(request);
    });
  }

  #take(message: Reply | Notice): void {
    const failure = 'checkpointFailure' in message ? message.checkpointFailure : message.failure;
    if (failure && hasFailedToSync(failure)) this.#fail(syncError(failure));
    else if ('checkpointFailure' in message) this.onCheckpointFailure(errorOf(message.checkpointFailure));
    else this.#settle(message);
  }

  #settle({ id, results, failure }: Reply): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (results) waiting?.resolve(results);
    else if (failure) waiting?.reject(errorOf(failure));
  }

  #fail(error: Error): void {
    if (this.#dead) return;
    this.#dead = error;
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
    if (!this.#closing) this.onDeath(error);
  }
}

function errorOf({ message, errcode }: Failure): Error {
  return Object.assign(new Error(message), { errcode });
}

function syncError(failure: Failure): Error {
  const message =
    'The disk has failed to store what was written (fsync). Only a fresh start can tell what it holds.';
  return Object.assign(new Error(message, { cause: errorOf(failure) }), { errcode: failure.errcode });
}
