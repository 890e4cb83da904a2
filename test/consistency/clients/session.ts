import { Visitor } from '../../support/visitor.js';
import type { Refused, Timed, Unanswered } from '../history.js';
import { pause } from '../pause.js';
import type { Recorder } from '../recorder.js';

const MEETING_TIMEOUT_MS = 3_000;
const MEETING_PAUSE_MS = 100;

/** The outcome of a request. `json` is the unparsed answer. */
export type Asked = Timed<{ kind: 'answer'; json: unknown; replayed: boolean }>;

interface Question {
  method: 'GET' | 'POST';
  path: string;
  /** JSON, or a form. */
  body?: unknown;
  form?: Record<string, string>;
  timeoutMs: number;
}

/** One visitor of the server. Reports the outcome and the times of each request. */
export class Session {
  readonly #visitor: Visitor;
  readonly #pending = new Set<AbortController>();
  userId: string | undefined;

  constructor(
    readonly name: string,
    url: string,
    readonly recorder: Recorder,
  ) {
    this.#visitor = new Visitor(url);
  }

  /** Gets the cookie and the token, retrying as often as needed. */
  async meet(): Promise<void> {
    for (;;) {
      const { outcome } = await this.ask({ method: 'GET', path: '/api/me', timeoutMs: MEETING_TIMEOUT_MS });
      if (outcome.kind === 'answer') return;
      await pause(MEETING_PAUSE_MS);
    }
  }

  /** Never rejects: a missing answer is an outcome too. */
  async ask(question: Question): Promise<Asked> {
    const askedAt = this.recorder.now();
    const outcome = await this.#outcome(question);
    return { client: this.name, askedAt, endedAt: this.recorder.now(), outcome };
  }

  /** Text of a page, as it is. */
  async text(path: string): Promise<string> {
    return (await this.#visitor.get(path)).text();
  }

  /** Gives up every request that is under way. */
  giveUp(): void {
    for (const pending of this.#pending) pending.abort(new Error('given up'));
  }

  async #outcome(question: Question): Promise<Asked['outcome']> {
    const pending = new AbortController();
    const timer = setTimeout(() => pending.abort(new Error('no answer in time')), question.timeoutMs);
    this.#pending.add(pending);
    try {
      const answer = await this.#send(question, pending.signal);
      return await readAnswer(answer);
    } catch (error) {
      return noAnswer(error);
    } finally {
      clearTimeout(timer);
      this.#pending.delete(pending);
    }
  }

  #send({ method, path, body, form }: Question, signal: AbortSignal): Promise<Response> {
    if (method === 'GET') return this.#visitor.get(path, {}, signal);
    if (form) return this.#visitor.post(path, form, {}, signal);
    const headers = { 'content-type': 'application/json', 'x-xsrftoken': this.#visitor.token };
    return this.#visitor.postRaw(path, JSON.stringify(body ?? {}), headers, signal);
  }
}

async function readAnswer(answer: Response): Promise<Asked['outcome']> {
  const text = await answer.text();
  if (!answer.ok) return refused(answer.status, text);
  const replayed = answer.headers.get('idempotent-replayed') === 'true';
  return { kind: 'answer', json: JSON.parse(text) as unknown, replayed };
}

function refused(status: number, text: string): Refused {
  let code = text.slice(0, 80);
  try {
    code = (JSON.parse(text) as { code?: string }).code ?? code;
  } catch {
    // Not problem JSON, so keep its beginning as a clue.
  }
  return { kind: 'refused', status, code };
}

function noAnswer(error: unknown): Unanswered {
  const { message, cause } = error as Error;
  return { kind: 'none', why: cause instanceof Error ? `${message}: ${cause.message}` : message };
}
