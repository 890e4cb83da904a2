import { exchange, failure, within } from './exchange.js';
import type { Outcome, Verdict } from './outcome.js';

const ENDED_WITHIN_MS = 10_000;
const OPENED_WITHIN_MS = 5000;

/** What the server sends in parts: how many, and the time from the first to the last. */
export interface TestStream {
  parts: number;
  ms: number;
}

/** Do the parts of an answer come one by one? */
export async function testParts(stream: TestStream, signal: AbortSignal): Promise<Outcome> {
  const ended = await exchange('/diagnose/parts', {
    read: (response) => readParts(response, stream),
    withinMs: ENDED_WITHIN_MS,
    signal,
  });
  const { answer: times, ms, status } = ended;
  return times ? { verdict: paceOf(times, stream), ms, status } : failure(ended);
}

/** When the parts came; undefined if they are not those of our server. */
async function readParts({ body }: Response, { parts }: TestStream): Promise<number[] | undefined> {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) return undefined;
  const times: number[] = [];
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text.endsWith(`part ${parts}\n`) ? times : undefined;
    text += value;
    times.push(performance.now());
  }
}

/** Do server-sent events come one by one? */
export function testEvents(stream: TestStream, signal: AbortSignal): Promise<Outcome> {
  return conclude(ENDED_WITHIN_MS, signal, (end) => {
    const source = new EventSource('/diagnose/events');
    const times: number[] = [];
    source.addEventListener('message', ({ data }) => {
      times.push(performance.now());
      if (data !== String(stream.parts)) return;
      // Otherwise the browser would ask again.
      source.close();
      end(paceOf(times, stream));
    });
    source.addEventListener('error', () => {
      source.close();
      end('blocked');
    });
    return source;
  });
}

/** Does a WebSocket open, and is it closed properly? */
export function testWebSocket(signal: AbortSignal): Promise<Outcome> {
  return conclude(OPENED_WITHIN_MS, signal, (end) => {
    const socket = new WebSocket(new URL('/diagnose/websocket', location.href.replace(/^http/, 'ws')));
    let isOpen = false;
    socket.addEventListener('open', () => (isOpen = true));
    socket.addEventListener('close', ({ wasClean }) => end(isOpen && wasClean ? 'works' : 'blocked'));
    return socket;
  });
}

/** The server sends one part after another. If they come together, something on the way has collected them. */
function paceOf(times: readonly number[], stream: TestStream): 'works' | 'together' {
  const [first = 0, last = first] = [times[0], times.at(-1)];
  return last - first >= stream.ms / 2 ? 'works' : 'together';
}

/**
 * Opens a connection, which ends with a verdict. Without one in time it is closed, and silent. Rejects only if `signal` was
 * aborted.
 */
async function conclude(
  withinMs: number,
  signal: AbortSignal,
  open: (end: (verdict: Verdict) => void) => { close: () => void },
): Promise<Outcome> {
  const beganAt = performance.now();
  const verdict = await new Promise<Verdict>((resolve) => {
    try {
      const connection = open(resolve);
      within(withinMs, signal).addEventListener('abort', () => {
        connection.close();
        resolve('silent');
      });
    } catch {
      // Some browsers refuse by throwing.
      resolve('blocked');
    }
  });
  signal.throwIfAborted();
  return { verdict, ms: performance.now() - beganAt, status: 0 };
}
