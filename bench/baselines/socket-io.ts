/**
 * The lobby on socket.io 4 with its polling transport alone: no session of ours is read, nothing is stored. A message is posted
 * over plain HTTP and broadcast to all who are connected. Of socket.io's settings, two are not its defaults: it offers no other
 * transport, and asks nobody whether they are still there, so that no ping is taken for a delivery.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import { Server } from 'socket.io';

const HOUR_MS = 3_600_000;

const server = createServer((request, response) => {
  let text = '';
  request.setEncoding('utf8').on('data', (part: string) => (text += part));
  request.on('end', () => {
    if (request.url === '/a/message/new') post(response, new URLSearchParams(text));
    else if (request.url === '/bench/waiters') answer(response, String(heldPolls()));
    else page(response);
  });
});
const io = new Server(server, { transports: ['polling'], serveClient: false, pingInterval: HOUR_MS });

function answer(response: ServerResponse, body: string): void {
  response.writeHead(200, { 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}

function page(response: ServerResponse): void {
  response.setHeader('Set-Cookie', `_xsrf=${randomBytes(16).toString('hex')}; Path=/; SameSite=Lax`);
  answer(response, '<!doctype html><title>Lobby</title>');
}

function post(response: ServerResponse, form: URLSearchParams): void {
  const id = randomUUID();
  const body = form.get('body') ?? '';
  const message = {
    id,
    body,
    html: `<div class="message" id="m${id}">${body.replaceAll('<', '&lt;')}</div>`,
  };
  answer(response, JSON.stringify(message));
  io.emit('message', message);
}

/** A transport can be written to while it holds a poll. */
function heldPolls(): number {
  const { clients } = io.engine as unknown as {
    clients: Record<string, { transport: { writable: boolean } }>;
  };
  return Object.values(clients).filter(({ transport }) => transport.writable).length;
}

process.once('SIGTERM', () => process.exit(0));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address) process.stdout.write(`listening ${address.port}\n`);
});
