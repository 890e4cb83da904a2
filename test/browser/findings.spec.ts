import { expect, it } from 'vitest';
import type { Outcome, TestId, Verdict } from '../../public/diagnose/outcome.js';
import { findings } from '../../public/diagnose/findings.js';
import { Strings } from '../../public/page/strings.js';
import { Translator } from '../../src/i18n/translator.js';

const strings = new Strings({ lang: 'en', strings: new Translator().diagnosisTexts('en') });

const GOOD = 'Linger works here.';
const BAD = 'Linger doesn’t work here.';
const MINUTE_MS = 60_000;

/** A verdict, or after how many seconds a test was cut. */
type Ending = Verdict | number;

const outcome = (ending: Ending): Outcome =>
  typeof ending === 'number'
    ? { verdict: 'cut', ms: ending * 1000, status: 504 }
    : { verdict: ending, ms: ending === 'silent' ? 8000 : 10, status: 0 };

/** What is found if all works but these. */
function found(
  endings: Partial<Record<TestId, Ending>>,
  { holdMs = 25_000, clockMs = 0 }: { holdMs?: number; clockMs?: number } = {},
): string[] {
  const all: Partial<Record<TestId, Ending>> = {
    post: 'works',
    'hold-8': 'works',
    'hold-15': 'works',
    'hold-25': 'works',
    text: 'works',
    parts: 'works',
    events: 'works',
    websocket: 'works',
    ...endings,
  };
  const outcomes = new Map(
    Object.entries(all).map(([id, ending]) => [id as TestId, outcome(ending as Ending)]),
  );
  return findings({ outcomes, clockMs }, holdMs, strings);
}

it('if all works, requests may wait for the longest time that was tried', () => {
  expect(found({})).toEqual([
    GOOD,
    'Requests can wait 25 seconds for an answer, so messages arrive at once.',
    'WebSockets and server-sent events get through as well. Linger doesn’t use them.',
  ]);
});

it.each([
  [{ 'hold-25': 20 }, /about 20 seconds\. .* less than 15 seconds/],
  [{ 'hold-15': 10, 'hold-25': 10 }, /about 10 seconds\. .* less than 8 seconds/],
  [{ 'hold-8': 5, 'hold-15': 5, 'hold-25': 6 }, /about 5 seconds\. .* asks every 3 seconds/],
  [{ 'hold-8': 'silent', 'hold-15': 15 }, /about 8 seconds\. .* asks every 3 seconds/],
] as const)('if requests are cut (%j), the page says what the poll will do', (endings, text) => {
  const [summary, waiting] = found(endings);
  expect([summary, waiting]).toEqual([GOOD, expect.stringMatching(text)]);
});

it('a cut matters only to a server that holds as long', () => {
  const cut = { 'hold-15': 10, 'hold-25': 10 } as const;
  expect(found(cut, { holdMs: 9999 })[1]).toMatch(/This server answers sooner/);
  expect(found(cut, { holdMs: 10_000 })[1]).toMatch(/less than 8 seconds/);
});

it.each([
  [{ post: 'blocked' }, 'Messages can’t be sent: something on the way blocks POST requests.'],
  [{ post: 'noCookie' }, /the cookie doesn’t reach the server/],
  [{ text: 'garbled' }, /damages answers/],
  [{ 'hold-8': 'blocked' }, /Requests that wait are blocked/],
] as const)('%j stops Linger', (endings, reason) => {
  const sentences = found(endings);
  expect(sentences[0]).toBe(BAD);
  expect(sentences).toContainEqual(typeof reason === 'string' ? reason : expect.stringMatching(reason));
});

it.each([
  [{ text: 'plain' }, /unpacks or recompresses/],
  [{ text: 'repacked' }, /unpacks or recompresses/],
  [{ parts: 'together' }, /held back until they’re complete/],
  [{ events: 'together' }, /^Server-sent events don’t get through/],
  [{ events: 'blocked' }, /^Server-sent events don’t get through/],
  [{ websocket: 'blocked' }, /^WebSockets don’t get through/],
  [{ websocket: 'silent' }, /^WebSockets don’t get through/],
] as const)('%j is told, but does not stop Linger', (endings, text) => {
  const sentences = found(endings);
  expect(sentences[0]).toBe(GOOD);
  expect(sentences).toContainEqual(expect.stringMatching(text));
});

it.each([
  ['refused', 'The server is busy or restarting. Try again in a minute.'],
  ['blocked', 'The server can’t be reached. Check that this device is online.'],
] as const)('if all tests are %s, nothing is said about the network', (verdict, text) => {
  const all = ['post', 'hold-8', 'hold-15', 'hold-25', 'text', 'parts', 'events', 'websocket'] as const;
  expect(found(Object.fromEntries(all.map((id) => [id, verdict])))).toEqual([text]);
});

it.each([
  [59_999, undefined],
  [-59_999, undefined],
  [MINUTE_MS, /about 1 minute ahead/],
  [5 * MINUTE_MS, /about 5 minutes ahead/],
  [-5 * MINUTE_MS, /about 5 minutes behind/],
])('a clock %i ms ahead is told if it matters', (clockMs, text) => {
  const told = found({}, { clockMs }).filter((sentence) => sentence.includes('clock'));
  expect(told).toEqual(text ? [expect.stringMatching(text)] : []);
});
