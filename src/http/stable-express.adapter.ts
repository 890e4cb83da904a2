import http, { IncomingMessage, type RequestListener, ServerResponse } from 'node:http';
import type { Express } from 'express';
import { ExpressAdapter } from '@nestjs/platform-express';

/** Longer than the idle time of common proxies (60 s), so that they and not we close, and none writes into a closing socket. */
const KEEP_ALIVE_TIMEOUT_MS = 75_000;
/** A request is 64 KiB at most: who takes longer to send it is broken or means harm. */
const REQUEST_TIMEOUT_MS = 30_000;
const HEADERS_TIMEOUT_MS = 20_000;
const IDLE_SWEEP_MS = 50;
/** Of the ten seconds that stopping may take. */
const MAX_CLOSE_MS = 7_000;

/**
 * Express over requests and responses that have its prototypes from birth. Express gives them to every request with
 * `Object.setPrototypeOf`, which takes the objects off V8's fast path for the rest of their lives: half of what a poll
 * costs. Here the classes that `node:http` makes them from stand on Express's prototypes already, and Express is told that
 * they are its own, so that its call changes nothing. docs/decisions/0004 has the figures.
 */
export class StableExpressAdapter extends ExpressAdapter {
  #closing = false;

  override initHttpServer(): void {
    const app = this.getInstance<Express>();
    this.httpServer = http.createServer(
      {
        ...stableClasses(app),
        keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
        requestTimeout: REQUEST_TIMEOUT_MS,
        headersTimeout: HEADERS_TIMEOUT_MS,
      },
      app as unknown as RequestListener,
    );
    // While stopping, each answer is its connection's last: who sends without a pause would never leave it idle.
    this.httpServer.prependListener('request', (_req: IncomingMessage, res: ServerResponse) => {
      if (this.#closing) res.shouldKeepAlive = false;
    });
  }

  /** Takes no new connections and resolves when the last has closed: idle ones at once, busy ones after their answer. */
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

function stableClasses(app: Express): Pick<http.ServerOptions, 'IncomingMessage' | 'ServerResponse'> {
  class Request extends IncomingMessage {}
  class Response extends ServerResponse {}
  // An Express built otherwise than we know it runs on the ordinary classes: slower, and right all the same.
  const isAsKnown = Object.getPrototypeOf(Object.getPrototypeOf(app.request)) === IncomingMessage.prototype;
  if (!isAsKnown) return {};
  Object.setPrototypeOf(Request.prototype, app.request);
  Object.setPrototypeOf(Response.prototype, app.response);
  app.request = Request.prototype as unknown as Express['request'];
  app.response = Response.prototype as unknown as Express['response'];
  return { IncomingMessage: Request, ServerResponse: Response as unknown as typeof ServerResponse };
}
