export type TestId = 'post' | `hold-${number}` | 'text' | 'parts' | 'events' | 'websocket';

/**
 * What became of a test: it works; it was cut after a while, got no answer at all, or was blocked at once; its parts came
 * together; its text came uncompressed, compressed differently, or damaged; it came without the cookie; or the server did not
 * take part, so nothing is known.
 */
export type Verdict =
  | 'works'
  | 'cut'
  | 'silent'
  | 'blocked'
  | 'together'
  | 'plain'
  | 'repacked'
  | 'garbled'
  | 'noCookie'
  | 'refused';

export interface Outcome {
  verdict: Verdict;
  /** How long the test took. */
  ms: number;
  /** Of the answer; 0 if there was none, or if it is unknown. */
  status: number;
}

export type Outcomes = ReadonlyMap<TestId, Outcome>;
