import { Connection } from './connection.js';
import { type Posted, posted } from './messages.js';
import { Visitor } from './visitor.js';

const ANSWER_MS = 30_000;
/** Servers may close a connection that rests for some seconds; we are earlier. */
const REST_MS = 1_000;

/** Posts messages one after another over a keep-alive connection. */
export class Sender {
  #connection: Connection | undefined;
  #usedAt = 0;
  #settle: { resolve(posted: Posted): void; reject(error: Error): void } | undefined;

  constructor(
    private readonly port: number,
    private readonly visitor: Visitor,
  ) {}

  /** So many visitors who can post at once. */
  static async many(port: number, count: number): Promise<Sender[]> {
    const visitors = await Visitor.visitMany(port, count);
    const senders = visitors.map((visitor) => new Sender(port, visitor));
    await Promise.all(senders.map((sender) => sender.connect()));
    return senders;
  }

  /** Makes sure of a connection, so that the next post does not have to wait for one. */
  async connect(): Promise<void> {
    if (this.#connection && performance.now() - this.#usedAt < REST_MS) return;
    this.close();
    const connection = await Connection.open(
      this.port,
      (status, body) => this.#answered(status, body),
      (error) => this.#failed(error),
    );
    this.#connection = connection;
    this.#usedAt = performance.now();
  }

  /** Posts `body`, in a room or the lobby, and answers when the server has accepted it. */
  async post(body: string, room?: string): Promise<Posted> {
    const connection = this.#connection;
    if (!connection) throw new Error('a post without a connection');
    const timer = setTimeout(() => this.#failed(new Error('a post got no answer')), ANSWER_MS);
    try {
      return await new Promise<Posted>((resolve, reject) => {
        this.#settle = { resolve, reject };
        connection.write(this.visitor.sendRequest(body, room));
      });
    } finally {
      clearTimeout(timer);
    }
  }

  close(): void {
    this.#connection?.close();
    this.#connection = undefined;
  }

  #answered(status: number, body: Buffer): void {
    this.#usedAt = performance.now();
    try {
      if (status !== 200) throw new Error(`a post got ${status}: ${body.toString('utf8', 0, 200)}`);
      this.#settle?.resolve(posted(body));
    } catch (error) {
      this.#failed(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** While no post waits for its answer this only means: connect anew. */
  #failed(error: Error): void {
    this.close();
    this.#settle?.reject(error);
  }
}
