import { newId } from '../server/new-id.js';
import { RequestError } from '../server/request-error.js';
import { post } from '../server/request.js';
import { exchange, failure, within } from './exchange.js';
import type { Outcome } from './outcome.js';

const ANSWERED_WITHIN_MS = 10_000;
/** The browser tells of a request a moment after its answer, or never. */
const MEASURED_WITHIN_MS = 1000;

/** The text that the server sends compressed: a line, how often, and the length of the compressed text. */
export interface TestText {
  line: string;
  times: number;
  gzippedBytes: number;
}

/** Does a change get through? `clockMs` is how far the clock of this device is ahead of the server's. */
export async function testPost(signal: AbortSignal): Promise<Outcome & { clockMs?: number }> {
  const beganAt = performance.now();
  const sinceBegan = () => performance.now() - beganAt;
  try {
    const { now } = await post<{ now?: unknown }>('/diagnose/post', {}, within(ANSWERED_WITHIN_MS, signal));
    const ms = sinceBegan();
    if (typeof now !== 'number') return { verdict: 'blocked', ms, status: 200 };
    return { verdict: 'works', ms, status: 200, clockMs: Date.now() - ms / 2 - now };
  } catch (error) {
    if (signal.aborted) throw error;
    const { status, code } = error instanceof RequestError ? error : { status: 0, code: '' };
    const verdict = code === 'CSRF_INVALID' ? 'noCookie' : code ? 'refused' : 'blocked';
    return { verdict, ms: sinceBegan(), status };
  }
}

/** Does an answer come that takes so long? */
export async function testHold(seconds: number, signal: AbortSignal): Promise<Outcome> {
  const askedMs = seconds * 1000;
  const ended = await exchange(`/diagnose/hold?seconds=${seconds}`, {
    read: async (response) => numberIn(await response.json(), 'heldMs'),
    withinMs: askedMs + ANSWERED_WITHIN_MS,
    signal,
  });
  const { answer: heldMs, status, ms } = ended;
  // The server ended it early, because it is stopping.
  if (heldMs !== undefined) return { verdict: heldMs >= askedMs ? 'works' : 'refused', ms, status };
  return { ...failure(ended), ms: Math.min(ms, askedMs) };
}

/** Does a compressed answer come as it was sent? */
export async function testText(
  { line, times, gzippedBytes }: TestText,
  signal: AbortSignal,
): Promise<Outcome> {
  // No other request has this address, so the browser's figures for it are of this one.
  const url = new URL(`/diagnose/text?${newId()}`, location.href).href;
  const ended = await exchange(url, {
    read: async (response) => ({
      text: await response.text(),
      encoding: response.headers.get('content-encoding'),
    }),
    withinMs: ANSWERED_WITHIN_MS,
    signal,
  });
  const { answer, ms, status } = ended;
  if (answer === undefined) return failure(ended);
  if (answer.text !== line.repeat(times)) return { verdict: 'garbled', ms, status };
  if (answer.encoding === null) return { verdict: 'plain', ms, status };
  const bytes = await encodedBytes(url);
  const isAsSent = answer.encoding === 'gzip' && (!bytes || bytes === gzippedBytes);
  return { verdict: isAsSent ? 'works' : 'repacked', ms, status };
}

/** How many bytes the body of an answer had; undefined if the browser does not tell. */
function encodedBytes(url: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const observer = new PerformanceObserver((list) => {
      const [timing] = list.getEntriesByName(url) as PerformanceResourceTiming[];
      if (timing) end(timing.encodedBodySize);
    });
    const end = (bytes?: number) => {
      observer.disconnect();
      resolve(bytes);
    };
    observer.observe({ type: 'resource', buffered: true });
    setTimeout(end, MEASURED_WITHIN_MS);
  });
}

function numberIn(json: unknown, field: string): number | undefined {
  const value = (json as Record<string, unknown> | null)?.[field];
  return typeof value === 'number' ? value : undefined;
}
