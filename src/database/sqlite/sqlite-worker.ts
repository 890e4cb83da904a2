import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { AsyncConnection } from './sqlite-dialect.js';
import type { Result, SqliteOptions } from './sqlite-connection.js';
import type { Reply, Request } from './sqlite-writer.worker.js';

interface Waiting {
  resolve(result: Result): void;
  reject(error: Error): void;
}

/** A SQLite connection in a worker thread: each call is a message there and one back. */
export class SqliteWorker implements AsyncConnection {
  readonly #waiting = new Map<number, Waiting>();
  readonly #worker: Worker;
  #lastId = 0;
  #dead: Error | undefined;
  #closing = false;

  /** Called when the thread ends by itself. Whatever was asked of it has been rejected then. */
  onDeath: (error: Error) => void = () => undefined;

  constructor(options: SqliteOptions, script = new URL('./sqlite-writer.worker.js', import.meta.url)) {
    this.#worker = new Worker(script, { workerData: options });
    this.#worker.on('message', (reply: Reply) => this.#settle(reply));
    this.#worker.on('error', (error) =>
      this.#fail(new Error('The database writer failed.', { cause: error })),
    );
    this.#worker.on('exit', () => this.#fail(new Error('The database writer has ended.')));
  }

  execute(sql: string, parameters: readonly unknown[]): Promise<Result> {
    return this.#send('execute', sql, parameters);
  }

  async rollback(): Promise<void> {
    await this.#send('rollback');
  }

  /** Resolves when the thread has ended. */
  async close(): Promise<void> {
    if (this.#dead) return;
    this.#closing = true;
    const ended = once(this.#worker, 'exit');
    await this.#send('close');
    await ended;
  }

  #send(op: Request['op'], sql = '', parameters: readonly unknown[] = []): Promise<Result> {
    if (this.#dead) return Promise.reject(this.#dead);
    const id = ++this.#lastId;
    const request: Request = { id, op, sql, parameters };
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage(request);
    });
  }

  #settle(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (reply.result) waiting?.resolve(reply.result);
    else
      waiting?.reject(Object.assign(new Error(reply.failure?.message), { errcode: reply.failure?.errcode }));
  }

  #fail(error: Error): void {
    if (this.#dead) return;
    this.#dead = error;
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
    if (!this.#closing) this.onDeath(error);
  }
}
