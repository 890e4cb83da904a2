import type { Outcome, Outcomes, TestId } from './outcome.js';
import { testHold, testPost, testText, type TestText } from './request-tests.js';
import { testEvents, testParts, testWebSocket, type TestStream } from './stream-tests.js';

/** What the server passes to the script of this page. */
export interface DiagnosisData {
  lang: string;
  strings: Record<string, string>;
  /** How long the server holds polls. */
  holdMs: number;
  testHoldsS: number[];
  stream: TestStream;
  text: TestText;
}

export interface DiagnosisResult {
  outcomes: Outcomes;
  /** How far the clock of this device is ahead of the server's; undefined if unknown. */
  clockMs: number | undefined;
}

interface DiagnosisEvents {
  begun: (test: TestId) => void;
  ended: (test: TestId, outcome: Outcome) => void;
}

/**
 * Runs all tests. A browser may open only six connections to a host: the holds take three, the other tests one after the other
 * a fourth, so that a tab with the chat can poll and send. Rejects only if `signal` was aborted.
 */
export async function diagnose(
  { testHoldsS, stream, text }: DiagnosisData,
  on: DiagnosisEvents,
  signal: AbortSignal,
): Promise<DiagnosisResult> {
  const outcomes = new Map<TestId, Outcome>();
  const run = async <T extends Outcome>(id: TestId, test: Promise<T>): Promise<T> => {
    on.begun(id);
    const outcome = await test;
    signal.throwIfAborted();
    outcomes.set(id, outcome);
    on.ended(id, outcome);
    return outcome;
  };
  // Alone, because the difference of the clocks is measured by it.
  const { clockMs } = await run('post', testPost(signal));
  const others = async () => {
    await run('text', testText(text, signal));
    const parts = await run('parts', testParts(stream, signal));
    // The server would refuse it as well, and an EventSource does not tell why it failed.
    const isRefused = parts.verdict === 'refused';
    await run('events', isRefused ? Promise.resolve(parts) : testEvents(stream, signal));
    await run('websocket', testWebSocket(signal));
  };
  const holds = testHoldsS.map((seconds) => run(`hold-${seconds}`, testHold(seconds, signal)));
  await Promise.all([...holds, others()]);
  return { outcomes, clockMs };
}
