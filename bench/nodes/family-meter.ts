import { readdirSync } from 'node:fs';
import { readProc } from '../machine.js';

/** Linux counts the times in /proc/PID/stat in hundredths of a second wherever Node runs. */
const TICK_US = 10_000;

/** The CPU time of a process and all its children, such as PostgreSQL's, each of which has one thread. */
export class FamilyMeter {
  constructor(private readonly pid: number) {}

  /** In microseconds since the start; `undefined` where there is no /proc. Children that have ended are in it. */
  cpuUs(): number | undefined {
    const own = statOf(this.pid);
    if (own === undefined) return undefined;
    const children = pids().filter((pid) => statOf(pid)?.parent === this.pid);
    return [this.pid, ...children].reduce((sum, pid) => sum + runUs(pid), own.endedChildrenUs);
  }
}

function pids(): number[] {
  return readdirSync('/proc').map(Number).filter(Number.isInteger);
}

/** Of `undefined` the process has ended. */
function statOf(pid: number): { parent: number; endedChildrenUs: number } | undefined {
  const stat = readProc(`/proc/${pid}/stat`);
  // The name of the command before these fields may itself hold spaces and brackets.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (!fields) return undefined;
  return { parent: Number(fields[1]), endedChildrenUs: (Number(fields[13]) + Number(fields[14])) * TICK_US };
}

function runUs(pid: number): number {
  const schedstat = readProc(`/proc/${pid}/schedstat`) ?? '0';
  return Number(schedstat.split(' ')[0]) / 1_000;
}
