import type { History } from './history.js';
import { recoveryMs } from './verdict/recovery.js';
import type { Verdict } from './verdict/verdict.js';
import { type Kind, KINDS, type Violation } from './verdict/violation.js';

/** How many of each kind are reported in full. */
const TOLD = 5;

/** The verdict for a person: what happened, how soon the server was back, what was broken, what was missing. */
export function report({ result, evidence, violations, lacking }: Verdict, history: History): string {
  const lines = ['What happened:'];
  for (const [name, count] of Object.entries(evidence)) lines.push(`  ${inWords(name).padEnd(24)}${count}`);
  lines.push(`Faults: ${history.faults.map(({ kind }) => kind).join(', ')}`, recoveries(history));
  if (history.lags.length > 0) lines.push(lags(history));
  for (const [kind, own] of byKind(violations)) lines.push(...toldOf(kind, own));
  if (lacking.length > 0) lines.push(`Too little: ${lacking.join('; ')}`);
  lines.push(`Verdict: ${result}`);
  return lines.join('\n');
}

function inWords(name: string): string {
  return name.replaceAll(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);
}

/** From the end of the process, or of its standstill, to being ready. */
function recoveries({ faults }: History): string {
  const times = (['SIGKILL', 'SIGTERM', 'SIGSTOP'] as const).flatMap((wanted) => {
    const own = faults.filter(({ kind, readyAt, overAt }) => kind === wanted && readyAt > overAt);
    return own.length > 0
      ? [`${wanted} ${own.map((fault) => Math.round(recoveryMs(fault))).join(', ')}`]
      : [];
  });
  return `Ready again after (ms): ${times.join('; ')}`;
}

function lags({ lags: all }: History): string {
  const longest = Math.max(...all.map(({ from, to }) => to - from));
  return `The checker itself lagged ${all.length} times, ${Math.round(longest)} ms at the most.`;
}

function byKind(violations: readonly Violation[]): Map<Kind, Violation[]> {
  const kinds = new Map<Kind, Violation[]>();
  for (const violation of violations) {
    const own = kinds.get(violation.kind) ?? [];
    kinds.set(violation.kind, [...own, violation]);
  }
  return kinds;
}

function toldOf(kind: Kind, own: readonly Violation[]): string[] {
  const rest = own.length > TOLD ? [`  … and ${own.length - TOLD} more`] : [];
  const told = own.slice(0, TOLD).map(({ what }) => `  ${what}`);
  return [`Broken: ${kind} (${KINDS[kind]}): ${own.length}`, ...told, ...rest];
}
