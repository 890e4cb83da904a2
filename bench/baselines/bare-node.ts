/**
 * The lobby of the Tornado surface on bare `node:http`: no session is read, no token checked, nothing
 * stored, and all waiters get one shared Buffer. What is left is what this runtime costs at least.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

interface Message {
  readonly id: string;
  readonly body: string;
  readonly html: string;
}

const BUFFER_SIZE = 200;
const HOLD_MS = 25_000;
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const newest: Message[] = [];
/** Waiters and when their hold ends; a Map keeps them in that order. */
const waiters = new Map<ServerResponse, number>();

function answer(response: ServerResponse, body: Buffer, type = 'application/json'): void {
  response.writeHead(200, { 'Content-Type': type, 'Content-Length': body.length });
  response.end(body);
}

function asJson(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

function page(response: ServerResponse): void {
  const session = `session=${randomBytes(16).toString('hex')}; HttpOnly; Path=/; SameSite=Lax`;
  const token = `_xsrf=${randomBytes(16).toString('hex')}; Path=/; SameSite=Lax`;
  response.setHeader('Set-Cookie', [session, token]);
  const messages = newest.map((message) => message.html).join('\n');
  answer(response, Buffer.from(`<!doctype html><title>Lobby</title>${messages}`), 'text/html');
}

function send(response: ServerResponse, form: URLSearchParams): void {
  const id = randomUUID();
  const body = (form.get('body') ?? '').trim();
  const escaped = body.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
  const message = { id, body, html: `<div class="message" id="m${id}">${escaped}</div>` };
  newest.push(message);
  if (newest.length > BUFFER_SIZE) newest.shift();
  answer(response, asJson(message));
  tell(asJson({ messages: [message] }));
}

function tell(news: Buffer): void {
  const told = [...waiters.keys()];
  waiters.clear();
  for (const response of told) answer(response, news);
}

function poll(response: ServerResponse, form: URLSearchParams): void {
  const cursor = form.get('cursor') ?? '';
  const messages = cursor === '' ? [] : after(cursor);
  if (messages.length > 0) return answer(response, asJson({ messages }));
  waiters.set(response, performance.now() + HOLD_MS);
  response.once('close', forget);
}

function forget(this: ServerResponse): void {
  waiters.delete(this);
}

function after(cursor: string): Message[] {
  if (newest.at(-1)?.id === cursor) return [];
  return newest.slice(newest.findIndex((message) => message.id === cursor) + 1);
}

function endHolds(): void {
  const now = performance.now();
  for (const [response, endsAt] of waiters) {
    if (endsAt > now) return;
    waiters.delete(response);
    answer(response, asJson({ cursor: newest.at(-1)?.id ?? null }));
  }
}

function route(request: IncomingMessage, response: ServerResponse, text: string): void {
  if (request.url === '/a/message/updates') poll(response, new URLSearchParams(text));
  else if (request.url === '/a/message/new') send(response, new URLSearchParams(text));
  else if (request.url === '/bench/waiters') answer(response, asJson(waiters.size));
  else page(response);
}

const server = createServer((request, response) => {
  let text = '';
  request.setEncoding('utf8');
  request.on('data', (part: string) => (text += part));
  request.on('end', () => route(request, response, text));
});
server.keepAliveTimeout = 60_000;
setInterval(endHolds, 1_000).unref();
process.once('SIGTERM', () => process.exit(0));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address) process.stdout.write(`listening ${address.port}\n`);
});
