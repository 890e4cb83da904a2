import { HELD_MS } from '../poll/hold.js';
import type { Outcome } from './outcome.js';

/** How a request ended. */
export interface Exchange<T> {
  ms: number;
  /** 0 if there was no answer. */
  status: number;
  /** What was read from the answer; undefined if the server did not send it, or not whole. */
  answer: T | undefined;
  /** True if the server itself refused. */
  isRefused: boolean;
  /** True if nothing came within the time given. */
  isSilent: boolean;
}

interface ExchangeOptions<T> {
  /** Undefined if this is not the answer of our server. */
  read: (response: Response) => Promise<T | undefined>;
  withinMs: number;
  signal: AbortSignal;
}

/** Gets a URL. Rejects only if `signal` was aborted. */
export async function exchange<T>(
  url: string,
  { read, withinMs, signal }: ExchangeOptions<T>,
): Promise<Exchange<T>> {
  const beganAt = performance.now();
  const limited = within(withinMs, signal);
  const ended = { status: 0, answer: undefined as T | undefined, isRefused: false };
  try {
    const response = await fetch(url, {
      cache: 'no-store',
      headers: { accept: 'application/json' },
      signal: limited,
    });
    ended.status = response.status;
    if (response.ok) ended.answer = await read(response);
    else ended.isRefused = await isOfServer(response);
  } catch {
    // Cut, blocked or silent: the rest tells.
  }
  signal.throwIfAborted();
  return { ...ended, ms: performance.now() - beganAt, isSilent: limited.aborted };
}

/** The outcome of a request that did not bring its answer. */
export function failure({ ms, status, isRefused, isSilent }: Exchange<unknown>): Outcome {
  if (isRefused) return { verdict: 'refused', ms, status };
  if (isSilent) return { verdict: 'silent', ms, status };
  return { verdict: ms < HELD_MS ? 'blocked' : 'cut', ms, status };
}

/** Aborted by the signal, or after this time. */
export function within(ms: number, signal: AbortSignal): AbortSignal {
  const controller = new AbortController();
  const end = () => controller.abort();
  signal.addEventListener('abort', end, { once: true });
  setTimeout(end, ms);
  return controller.signal;
}

/** Errors of our server have a code. */
async function isOfServer(response: Response): Promise<boolean> {
  const problem = await response.json().catch(() => null);
  return typeof problem?.code === 'string';
}
