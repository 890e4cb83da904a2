import { once } from 'node:events';
import { createServer, type Server, Socket } from 'node:net';

/** What the proxy does to one connection. Bytes are counted from its beginning. */
export interface Fate {
  /** Cuts the connection after this many bytes of answers. */
  cutAnswerAt?: number;
  /** Cuts the connection after this many bytes of requests. */
  cutRequestAt?: number;
  /** Stalls answers once, at this byte, for this long. */
  stall?: { at: number; ms: number };
  /** Passes answers on in small portions. */
  drip?: { bytes: number; everyMs: number };
}

/** Passes TCP connections on to a port of this machine, and cuts or stalls each as planned. */
export class TcpProxy {
  /** Connections that were cut with a part of an answer through and a part not. */
  cutMidAnswer = 0;
  readonly #pairs = new Set<Pair>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async to(port: number, fate: () => Fate): Promise<TcpProxy> {
    const server = createServer({ allowHalfOpen: false });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port: own } = server.address() as { port: number };
    const proxy = new TcpProxy(server, `http://127.0.0.1:${own}`);
    server.on('connection', (client) => proxy.#connect(client, port, fate()));
    return proxy;
  }

  /** Cuts every connection there is. */
  cutAll(): void {
    for (const pair of this.#pairs) pair.cut();
  }

  async close(): Promise<void> {
    this.server.close();
    this.cutAll();
    await once(this.server, 'close');
  }

  #connect(client: Socket, port: number, fate: Fate): void {
    const pair = new Pair(client, port, fate, {
      ended: () => this.#pairs.delete(pair),
      cutMidAnswer: () => this.cutMidAnswer++,
    });
    this.#pairs.add(pair);
  }
}

interface Listener {
  ended(): void;
  cutMidAnswer(): void;
}

/** A client's connection and the one to the server. */
class Pair {
  readonly #upstream: Socket;
  #answers: Promise<void> = Promise.resolve();
  #requestBytes = 0;
  #answerBytes = 0;
  #over = false;

  constructor(
    private readonly client: Socket,
    port: number,
    private readonly fate: Fate,
    private readonly listener: Listener,
  ) {
    this.#upstream = new Socket();
    for (const socket of [client, this.#upstream]) {
      socket.setNoDelay(true);
      // If either end breaks, end both.
      socket.on('error', () => this.cut());
    }
    client.on('data', (chunk) => this.#passRequest(chunk));
    client.on('close', () => this.cut());
    this.#upstream.on('data', (chunk) => this.#thenAnswer(() => this.#passAnswer(chunk)));
    this.#upstream.on('close', () => this.#thenAnswer(async () => void client.end(() => this.cut())));
    this.#upstream.connect(port, '127.0.0.1');
  }

  /** Ends both connections at once and drops what was not passed on. */
  cut(): void {
    if (this.#over) return;
    this.#over = true;
    this.client.resetAndDestroy();
    this.#upstream.destroy();
    this.listener.ended();
  }

  /** After all of the answer that came before. */
  #thenAnswer(pass: () => Promise<void>): void {
    this.#answers = this.#answers.then(pass);
  }

  #passRequest(chunk: Buffer): void {
    const allowed = (this.fate.cutRequestAt ?? Infinity) - this.#requestBytes;
    this.#requestBytes += chunk.length;
    if (chunk.length < allowed) this.#upstream.write(chunk);
    else this.#upstream.write(chunk.subarray(0, allowed), () => this.cut());
  }

  async #passAnswer(chunk: Buffer): Promise<void> {
    if (this.#over) return;
    this.#upstream.pause();
    const allowed = (this.fate.cutAnswerAt ?? Infinity) - this.#answerBytes;
    await this.#stallWithin(chunk.length);
    this.#answerBytes += chunk.length;
    await this.#send(chunk.subarray(0, Math.min(allowed, chunk.length)));
    if (this.#over) return;
    if (chunk.length < allowed) {
      this.#upstream.resume();
      return;
    }
    if (allowed > 0 && chunk.length > allowed) this.listener.cutMidAnswer();
    this.cut();
  }

  async #stallWithin(length: number): Promise<void> {
    const { stall } = this.fate;
    if (!stall || stall.at < this.#answerBytes || stall.at >= this.#answerBytes + length) return;
    await new Promise((resolve) => setTimeout(resolve, stall.ms));
  }

  async #send(bytes: Buffer): Promise<void> {
    const { drip } = this.fate;
    const portion = drip?.bytes ?? bytes.length;
    for (let sent = 0; sent < bytes.length && !this.#over; sent += portion) {
      await new Promise((resolve) => this.client.write(bytes.subarray(sent, sent + portion), resolve));
      if (drip) await new Promise((resolve) => setTimeout(resolve, drip.everyMs));
    }
  }
}
