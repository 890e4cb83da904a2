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

  constructor(options: SqliteOptions) {
    this.#worker = new Worker(new URL('./sqlite-writer.worker.js', import.meta.url), { workerData: options });
    this.#worker.on('message', (reply: Reply) => this.#settle(reply));
    this.#worker.on('error', (error) =>
      this.#fail(error instanceof Error ? error : new Error(String(error))),
    );
    this.#worker.on('exit', () => this.#fail(new Error('the database writer has ended')));
  }

  execute(sql: string, parameters: readonly unknown[]): Promise<Result> {
    return this.#send('execute', sql, parameters);
  }

  async rollback(): Promise<void> {
    await this.#send('rollback');
  }

  async close(): Promise<void> {
    if (!this.#dead) await this.#send('close');
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
    this.#dead ??= error;
    for (const waiting of this.#waiting.values()) waiting.reject(this.#dead);
    this.#waiting.clear();
  }
}
