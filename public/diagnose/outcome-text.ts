import type { Strings } from '../page/strings.js';
import type { Outcome, Verdict } from './outcome.js';

const TEXTS: Record<Verdict, string> = {
  works: 'diagnosis.works',
  cut: 'diagnosis.cut',
  silent: 'diagnosis.silent',
  blocked: 'diagnosis.blocked',
  together: 'diagnosis.together',
  plain: 'diagnosis.plain',
  repacked: 'diagnosis.repacked',
  garbled: 'diagnosis.garbled',
  noCookie: 'diagnosis.noCookie',
  refused: 'diagnosis.refused',
};

/** With the status of an answer that came in place of the server's. */
const TEXTS_WITH_STATUS: Partial<Record<Verdict, string>> = {
  cut: 'diagnosis.cutWithStatus',
  blocked: 'diagnosis.blockedWithStatus',
};

/** What became of a test, in a few words. */
export function outcomeText({ verdict, ms, status }: Outcome, strings: Strings): string {
  const key = (status > 0 && TEXTS_WITH_STATUS[verdict]) || TEXTS[verdict];
  return strings.t(key, { seconds: wholeSeconds(ms), status });
}

export function wholeSeconds(ms: number): number {
  return Math.round(ms / 1000);
}
