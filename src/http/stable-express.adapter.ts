import http, { IncomingMessage, type RequestListener, ServerResponse } from 'node:http';
import type { Express, Response } from 'express';
import { ExpressAdapter } from '@nestjs/platform-express';
import { JsonBytes } from '../json-bytes.js';
import { Redirection, answerJson } from './answer.js';
import { type ConnectionLimits, connectionLimits, serverOptionsOf } from './connection-limits.js';
import { oneAtATime } from './one-at-a-time.js';
import { SlowReaders } from './slow-readers.js';

/**
 * Connections that may wait to be accepted; the system may allow fewer. Node's default of 511 turns clients
 * away when all reconnect after a restart.
 */
const BACKLOG = 4096;
const IDLE_SWEEP_MS = 50;
/** A part of the ten seconds that stopping may take. */
const MAX_CLOSE_MS = 7_000;

/**
 * Creates requests and responses with Express's prototypes from the start. Express sets them on every request
 * with `Object.setPrototypeOf`, which takes the objects off V8's fast path for good: half the cost of a poll.
 * Here the classes that `node:http` instantiates already inherit from Express's prototypes, and Express is
 * told that these are its own, so its call changes nothing. docs/decisions/0004 has the figures.
 */
export class StableExpressAdapter extends ExpressAdapter {
  readonly #limits: ConnectionLimits;
  #closing = false;

  /** `behindProxy`: connections come from reverse proxies, which pool them. Other limits are for tests. */
  constructor({
    behindProxy = false,
    ...limits
  }: { behindProxy?: boolean } & Partial<ConnectionLimits> = {}) {
    super();
    this.#limits = { ...connectionLimits(behindProxy), ...limits };
  }

  override initHttpServer(): void {
    const app = this.getInstance<Express>();
    const serve = oneAtATime((req, res) => {
      // While stopping, each answer closes its connection; one with continuous requests would never become
      // idle.
      if (this.#closing) res.shouldKeepAlive = false;
      (app as unknown as RequestListener)(req, res);
    });
    const slowReaders = new SlowReaders(this.#limits);
    const options = { ...stableClasses(app, slowReaders), ...serverOptionsOf(this.#limits) };
    const server = http.createServer(options, serve);
    this.httpServer = server;
    slowReaders.watch(server);
  }

  override listen(port: string | number, ...args: unknown[]): http.Server {
    const callback = args.find((arg): arg is () => void => typeof arg === 'function');
    const host = args.find((arg): arg is string => typeof arg === 'string');
    return (this.httpServer as http.Server).listen({ port, host, backlog: BACKLOG }, callback);
  }

  /** Answers what a handler returned: a redirection, or JSON without the ETag that Express would compute. */
  override reply(res: Response, answer: object): void {
    if (answer instanceof Redirection) return res.redirect(answer.status, answer.url);
    answerJson(res, JsonBytes.of(JSON.stringify(answer)), { status: res.statusCode });
  }

  /**
   * Stops accepting connections and resolves when the last has closed: idle ones at once, busy ones after
   * their answer.
   */
  override close(): Promise<void> {
    const server = this.httpServer as http.Server;
    this.#closing = true;
    return new Promise((resolve) => {
      const sweep = setInterval(() => server.closeIdleConnections(), IDLE_SWEEP_MS);
      const force = setTimeout(() => server.closeAllConnections(), MAX_CLOSE_MS);
      server.close(() => {
        clearInterval(sweep);
        clearTimeout(force);
        resolve();
      });
    });
  }
}

function stableClasses(
  app: Express,
  slowReaders: SlowReaders,
): Pick<http.ServerOptions, 'IncomingMessage' | 'ServerResponse'> {
  class Request extends IncomingMessage {}
  class Response extends ServerResponse {
    override write(chunk: unknown, encoding?: unknown, callback?: unknown): boolean {
      if (!slowReaders.hasRoomFor(chunk)) return !this.destroy();
      const isTaken = super.write(chunk, encoding as BufferEncoding, callback as () => void);
      // Corked bytes leave with `end`.
      if (this.socket !== null && this.writableCorked === 0) slowReaders.wrote(this.socket);
      return isTaken;
    }

    override end(chunk?: unknown, encoding?: unknown, callback?: unknown): this {
      if (!slowReaders.hasRoomFor(chunk)) return this.destroy();
      super.end(chunk, encoding as BufferEncoding, callback as () => void);
      if (this.socket !== null) slowReaders.wrote(this.socket);
      return this;
    }
  }
  // If Express is built differently than we know, use the ordinary classes: slower, but correct.
  const isAsKnown = Object.getPrototypeOf(Object.getPrototypeOf(app.request)) === IncomingMessage.prototype;
  if (!isAsKnown) return {};
  Object.setPrototypeOf(Request.prototype, app.request);
  Object.setPrototypeOf(Response.prototype, app.response);
  app.request = Request.prototype as unknown as Express['request'];
  app.response = Response.prototype as unknown as Express['response'];
  return { IncomingMessage: Request, ServerResponse: Response as unknown as typeof ServerResponse };
}
