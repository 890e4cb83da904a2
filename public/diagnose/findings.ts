import type { Strings } from '../page/strings.js';
import { stepBelow } from '../poll/hold.js';
import { SHORT_EVERY_MS } from '../poll/poll-loop.js';
import type { DiagnosisResult } from './diagnosis.js';
import type { Outcomes, TestId, Verdict } from './outcome.js';
import { wholeSeconds } from './outcome-text.js';

/** A smaller difference does not matter. */
const CLOCKS_DIFFER_MS = 60_000;

/** What the outcomes mean, and what Linger does about it. The first sentence is the summary. */
export function findings({ outcomes, clockMs }: DiagnosisResult, holdMs: number, strings: Strings): string[] {
  if (isUnreachable(outcomes)) return [strings.t('diagnosis.unreachable')];
  const verdict = (id: TestId) => outcomes.get(id)?.verdict;
  const parts = [
    summary(outcomes, strings),
    verdict('post') === 'blocked' && strings.t('diagnosis.postBlocked'),
    verdict('post') === 'noCookie' && strings.t('diagnosis.cookieLost'),
    verdict('text') === 'garbled' && strings.t('diagnosis.textGarbled'),
    waiting(outcomes, holdMs, strings),
    isOneOf(verdict('text'), 'plain', 'repacked') && strings.t('diagnosis.textChanged'),
    verdict('parts') === 'together' && strings.t('diagnosis.partsTogether'),
    ...others(verdict('events'), verdict('websocket'), strings),
    clock(clockMs ?? 0, strings),
  ];
  return parts.filter((part) => typeof part === 'string');
}

function summary(outcomes: Outcomes, strings: Strings): string {
  const post = outcomes.get('post')?.verdict;
  const isBad =
    isOneOf(post, 'blocked', 'noCookie') ||
    outcomes.get('text')?.verdict === 'garbled' ||
    areHoldsBlocked(outcomes);
  if (isBad) return strings.t('diagnosis.bad');
  return strings.t(post === 'works' ? 'diagnosis.good' : 'diagnosis.unknown');
}

/** What `Hold` will find out by polling. */
function waiting(outcomes: Outcomes, holdMs: number, strings: Strings): string | undefined {
  if (areHoldsBlocked(outcomes)) return strings.t('diagnosis.holdsBlocked');
  const holds = holdsOf(outcomes);
  const lastedMs = Math.min(
    ...holds.filter(({ verdict }) => isOneOf(verdict, 'cut', 'silent')).map(({ ms }) => ms),
  );
  const worked = holds.filter(({ verdict }) => verdict === 'works').map(({ heldS }) => heldS);
  const seconds = wholeSeconds(lastedMs);
  if (lastedMs === Infinity)
    return worked.length > 0 ? strings.t('diagnosis.holdsWork', { seconds: Math.max(...worked) }) : undefined;
  if (holdMs < lastedMs) return strings.t('diagnosis.holdsLongEnough', { seconds });
  const step = stepBelow(lastedMs);
  if (step > 0) return strings.t('diagnosis.holdsShortened', { seconds, step });
  return strings.t('diagnosis.holdsZero', { seconds, every: wholeSeconds(SHORT_EVERY_MS) });
}

/** What other chats need, and Linger does not. */
function others(
  events: Verdict | undefined,
  websocket: Verdict | undefined,
  strings: Strings,
): (string | false)[] {
  return [
    isFailure(events) && strings.t('diagnosis.eventsFail'),
    isFailure(websocket) && strings.t('diagnosis.websocketFails'),
    events === 'works' && websocket === 'works' && strings.t('diagnosis.othersWork'),
  ];
}

function clock(clockMs: number, strings: Strings): string | undefined {
  if (Math.abs(clockMs) < CLOCKS_DIFFER_MS) return undefined;
  const count = Math.round(Math.abs(clockMs) / 60_000);
  return strings.t(clockMs > 0 ? 'diagnosis.clockAhead' : 'diagnosis.clockBehind', { count });
}

function holdsOf(outcomes: Outcomes) {
  return [...outcomes]
    .filter(([id]) => id.startsWith('hold-'))
    .map(([id, outcome]) => ({ ...outcome, heldS: Number(id.slice('hold-'.length)) }));
}

function areHoldsBlocked(outcomes: Outcomes): boolean {
  return holdsOf(outcomes).some(({ verdict }) => verdict === 'blocked');
}

function isUnreachable(outcomes: Outcomes): boolean {
  return [...outcomes.values()].every(
    ({ verdict, status }) => status === 0 && isOneOf(verdict, 'blocked', 'cut', 'silent'),
  );
}

function isFailure(verdict: Verdict | undefined): boolean {
  return verdict !== undefined && !isOneOf(verdict, 'works', 'refused');
}

function isOneOf(verdict: Verdict | undefined, ...some: Verdict[]): boolean {
  return verdict !== undefined && some.includes(verdict);
}
