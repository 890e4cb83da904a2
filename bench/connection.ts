import { connect, type Socket } from 'node:net';
import { readAnswer } from './http-answer.js';

/** An answer of the server. `body` is only valid until the handler returns. */
export type AnswerHandler = (status: number, body: Buffer) => void;

// All connections read into one buffer: a read is handled before the next one begins.
const readBuffer = Buffer.allocUnsafe(256 * 1024);

/**
 * A keep-alive HTTP/1.1 connection with no more than the load generator needs: whole requests are
 * written as bytes. It costs a fraction of `node:http`, so that the generator does not become what
 * is measured.
 */
export class Connection {
  readonly #socket: Socket;
  #pending: Buffer | undefined;
  #onAnswer: AnswerHandler;
  #onFailure: (error: Error) => void;
  #closing = false;

  private constructor(port: number, onAnswer: AnswerHandler, onFailure: (error: Error) => void) {
    this.#onAnswer = onAnswer;
    this.#onFailure = onFailure;
    this.#socket = connect({
      port,
      host: '127.0.0.1',
      noDelay: true,
      onread: {
        buffer: readBuffer,
        callback: (bytes) => {
          this.#take(readBuffer.subarray(0, bytes));
          return true;
        },
      },
    });
    this.#socket.on('error', (error) => this.#fail(error));
    this.#socket.on('close', () => this.#fail(new Error('the server closed a connection')));
  }

  /** Connects; failures after that go to `onFailure`, once. */
  static open(port: number, onAnswer: AnswerHandler, onFailure: (error: Error) => void): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const connection = new Connection(port, onAnswer, reject);
      connection.#socket.once('connect', () => {
        connection.#onFailure = onFailure;
        resolve(connection);
      });
    });
  }

  write(request: Buffer): void {
    this.#socket.write(request);
  }

  close(): void {
    this.#closing = true;
    this.#socket.destroy();
  }

  #fail(error: Error): void {
    if (this.#closing) return;
    this.close();
    this.#onFailure(error);
  }

  #take(chunk: Buffer): void {
    const bytes = this.#pending ? Buffer.concat([this.#pending, chunk]) : chunk;
    try {
      const answer = readAnswer(bytes);
      // What is kept must leave the buffer that the next read overwrites.
      this.#pending = answer ? undefined : Buffer.from(bytes);
      if (answer) this.#onAnswer(answer.status, answer.body);
    } catch (error) {
      this.#fail(error instanceof Error ? error : new Error(String(error)));
    }
  }
}
