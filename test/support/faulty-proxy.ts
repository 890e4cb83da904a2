import { once } from 'node:events';
import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
  createServer,
  request,
} from 'node:http';
import { buffer } from 'node:stream/consumers';

/** What a proxy does to requests beside passing them on. None knows Upgrade. */
export interface ProxyFaults {
  /** Cuts the connection of a request that takes this long. */
  cutAfterMs?: number;
  /** Hands answers on uncompressed. */
  unpacks?: boolean;
  /** Hands answers on when they are complete. */
  buffers?: boolean;
  dropsCookies?: boolean;
  /** Answers requests whose method and path contain this itself, with a page and status 403. */
  blocks?: string;
  /** Hands texts on with a wrong letter. */
  damages?: boolean;
}

export interface FaultyProxy {
  url: string;
  stop(): Promise<void>;
}

/** Such a proxy before the server. Each request has a connection of its own: browsers repeat what failed on a used one. */
export async function startFaultyProxy(upstream: string, faults: ProxyFaults): Promise<FaultyProxy> {
  const server = createServer((req, res) => pass(req, res, upstream, faults));
  server.on('upgrade', (_, socket) => socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function pass(req: IncomingMessage, res: ServerResponse, upstream: string, faults: ProxyFaults): void {
  res.setHeader('Connection', 'close');
  if (faults.blocks !== undefined && `${req.method} ${req.url}`.includes(faults.blocks)) {
    res.writeHead(403, { 'Content-Type': 'text/html' }).end('<h1>Blocked</h1>');
    return;
  }
  const { method = 'GET', url = '/' } = req;
  const sent = request(
    upstream + url,
    { method, headers: headersOf(req, faults), agent: false },
    (answer) => {
      void answerWith(answer, res, faults);
    },
  );
  sent.on('error', () => res.destroy());
  const cut =
    faults.cutAfterMs === undefined ? undefined : setTimeout(() => res.destroy(), faults.cutAfterMs);
  res.on('close', () => {
    clearTimeout(cut);
    sent.destroy();
  });
  req.pipe(sent);
}

function headersOf({ headers }: IncomingMessage, faults: ProxyFaults): IncomingHttpHeaders {
  const passed: IncomingHttpHeaders = { ...headers, connection: 'close' };
  if (faults.unpacks || faults.damages) delete passed['accept-encoding'];
  if (faults.dropsCookies) delete passed.cookie;
  return passed;
}

async function answerWith(answer: IncomingMessage, res: ServerResponse, faults: ProxyFaults): Promise<void> {
  const { statusCode = 502, headers } = answer;
  delete headers.connection;
  const isText = headers['content-type']?.startsWith('text/plain') && headers['content-length'] !== undefined;
  const whole = faults.buffers || (faults.damages && isText) ? await buffer(answer) : undefined;
  res.writeHead(statusCode, headers);
  if (whole) res.end(faults.damages ? damaged(whole) : whole);
  else answer.pipe(res);
}

/** As long as before. */
function damaged(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString('latin1').replace('chat', 'chap'), 'latin1');
}
