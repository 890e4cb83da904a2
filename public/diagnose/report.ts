import type { Strings } from '../page/strings.js';
import type { Outcome } from './outcome.js';
import { outcomeText } from './outcome-text.js';

interface ReportParts {
  findings: readonly string[];
  /** By the name of the test. */
  tests: readonly [name: string, outcome: Outcome][];
  /** What the server sees, as name and value. */
  arrival: readonly [name: string, value: string][];
  clockMs: number | undefined;
  strings: Strings;
}

/** The results as text for an administrator, with the figures. */
export function report({ findings, tests, arrival, clockMs, strings }: ReportParts): string {
  const line = (name: string, value: string) => strings.t('diagnosis.line', { name, value });
  const seconds = (ms: number) => strings.t('diagnosis.seconds', { seconds: tenths(ms) });
  const testLine = ([name, outcome]: [string, Outcome]) => {
    const detail = seconds(outcome.ms);
    return line(name, strings.t('diagnosis.detail', { text: outcomeText(outcome, strings), detail }));
  };
  return [
    strings.t('diagnosis.reportOf', { url: location.origin }),
    line(strings.t('diagnosis.reportTime'), new Date().toISOString()),
    line(strings.t('diagnosis.reportBrowser'), navigator.userAgent),
    '',
    ...findings,
    '',
    ...tests.map(testLine),
    ...(clockMs === undefined ? [] : [line(strings.t('diagnosis.reportClock'), seconds(clockMs))]),
    '',
    ...arrival.map(([name, value]) => line(name, value)),
    '',
  ].join('\n');
}

/** Seconds, never "-0.0". */
function tenths(ms: number): string {
  return (Math.round(ms / 100) / 10 + 0).toFixed(1);
}
