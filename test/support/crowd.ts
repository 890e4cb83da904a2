import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Form, Visitor } from './visitor.js';

const CLIENT = join(import.meta.dirname, 'crowd.client.js');

export interface Come {
  do: 'come';
  host: string;
  port: number;
  /** Sent once on each connection, byte for byte. */
  request: string;
  count: number;
  /** Of the answer: all that comes, when it comes; the same, and the first of it is waited for; or never anything. */
  reading: 'all' | 'first' | 'none';
}

export type Order = Come | { do: 'leave' } | { do: 'leave at the first answer' };

/** What a crowd tells when it has done what it was to do. */
export interface Report {
  /** How many had read something of an answer by then. */
  answered: number;
  /** When that was, as `Date.now()` has it. */
  at: number;
}

/** Many bare connections from another process, which all do the same. */
export class Crowd {
  private constructor(private readonly child: ChildProcess) {}

  /** `namespace`: of the network that it is in. */
  static start({ namespace }: { namespace?: string } = {}): Crowd {
    const inside = namespace === undefined ? [] : ['netns', 'exec', namespace, process.execPath];
    const execPath = namespace === undefined ? process.execPath : 'ip';
    return new Crowd(fork(CLIENT, { execPath, execArgv: inside }));
  }

  /** Resolves when so many have connected and sent the request; with `first`, when they have something of the answer. */
  async come(url: string, request: string, count: number, reading: Come['reading'] = 'all'): Promise<void> {
    const { hostname: host, port } = new URL(url);
    await this.#order({ do: 'come', host, port: Number(port), request, count, reading });
  }

  /** All break their connections off at once. */
  leave(): Promise<Report> {
    return this.#order({ do: 'leave' });
  }

  /** The same, as soon as the first of them reads the first byte of an answer. */
  leaveAtFirstAnswer(): Promise<Report> {
    return this.#order({ do: 'leave at the first answer' });
  }

  async stop(): Promise<void> {
    const exit = once(this.child, 'exit');
    this.child.disconnect();
    await exit;
  }

  async #order(order: Order): Promise<Report> {
    const report = once(this.child, 'message');
    this.child.send(order);
    const [{ answered, at }] = (await report) as [Report];
    return { answered, at };
  }
}

/** A poll of this visitor, as it goes over the wire. */
export function pollText(visitor: Visitor, form: Form = {}): string {
  const body = new URLSearchParams({ _xsrf: visitor.token, ...form }).toString();
  return [
    'POST /a/message/updates HTTP/1.1',
    `Host: ${new URL(visitor.url).host}`,
    `Cookie: ${visitor.cookieHeader}`,
    'Content-Type: application/x-www-form-urlencoded',
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n');
}
