import type { History } from '../history.js';
import { checkAgreement } from './agreement.js';
import { Behind } from './behind.js';
import { type Evidence, gather, lacking } from './evidence.js';
import { checkFinishes } from './finishes.js';
import { checkLogs } from './log.js';
import { checkProbes } from './probes.js';
import { checkReadings } from './readings.js';
import { checkRealTime } from './real-time.js';
import { checkRecovery } from './recovery.js';
import { Reference } from './reference.js';
import { checkTornadoWalks } from './tornado-walks.js';
import { checkTexts } from './texts.js';
import type { Deadlines, Violation } from './violation.js';
import { checkWakeUps } from './wake-ups.js';
import { checkWalks } from './walks.js';
import { checkWrites } from './writes.js';

export interface Verdict {
  /** `unknown`: nothing was broken, and too little happened to say that nothing is. */
  result: 'valid' | 'invalid' | 'unknown';
  violations: Violation[];
  evidence: Evidence;
  /** What too little happened of. */
  lacking: string[];
}

/** Holds a recorded history against the delivery promises. The same history always gets the same verdict. */
export function judge(history: History, deadlines: Deadlines, needs: Partial<Evidence>): Verdict {
  const reference = new Reference(history, new Behind(history, deadlines.lateMs));
  const wakeUps = checkWakeUps(history, reference, deadlines.lateMs);
  const violations = [
    ...checkLogs(history, reference),
    ...checkWrites(history, reference),
    ...checkWalks(history, reference),
    ...checkReadings(history, reference),
    ...checkTornadoWalks(history, reference),
    ...checkRealTime(reference),
    ...checkAgreement(history, reference),
    ...wakeUps.violations,
    ...checkFinishes(history, reference),
    ...checkProbes(history),
    ...checkTexts(history),
    ...checkRecovery(history, deadlines),
  ];
  const evidence = gather(history, wakeUps.woken);
  const missing = lacking(evidence, needs);
  const unbroken = missing.length > 0 ? 'unknown' : 'valid';
  return { result: violations.length > 0 ? 'invalid' : unbroken, violations, evidence, lacking: missing };
}
