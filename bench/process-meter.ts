import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { readProc } from './machine.js';

/** CPU time used so far, in microseconds. */
export interface CpuReading {
  readonly allThreads: number;
  readonly mainThread: number;
  /** Not CPU time, but how long the main thread was ready to run and had no core. */
  readonly mainThreadWaited: number;
}

/** Linux counts /proc/PID/stat in hundredths of a second wherever Node runs. */
const TICK_US = 10_000;

/** The main thread counts as idle after this many idle samples, a millisecond apart. */
const QUIET_LOOKS = 3;
/** CPU time between two samples that background timers may use. */
const IDLE_US = 100;

/** Watches CPU time, memory and idleness of another process through /proc. */
export class ProcessMeter {
  readonly #pid: number;
  readonly #slowdown: number;

  /** `slowdown`: how much slower than by itself the process runs. */
  constructor(pid: number, slowdown = 1) {
    this.#pid = pid;
    this.#slowdown = slowdown;
  }

  /** `undefined` where there is no /proc. Threads that have ended are not in the sum. */
  cpu(): CpuReading | undefined {
    const mainThread = this.#threadUs(String(this.#pid));
    if (mainThread === undefined) return undefined;
    const threads = readdirSync(`/proc/${this.#pid}/task`);
    const allThreads = threads.reduce((sum, tid) => sum + (this.#threadUs(tid) ?? 0), 0);
    return { allThreads, mainThread, mainThreadWaited: this.#schedstat(String(this.#pid), 1) };
  }

  /** Resident memory in bytes. */
  rss(): number | undefined {
    const status = readProc(`/proc/${this.#pid}/status`);
    const line = /^VmRSS:\s+(\d+) kB/m.exec(status ?? '');
    return line ? Number(line[1]) * 1024 : undefined;
  }

  /**
   * Waits until the main thread sleeps and uses no CPU: on loopback whatever was written to its
   * sockets is then read and worked off. Answers when that was, as `performance.now()`. Collectors and
   * compilers on other threads may go on for a little: `settleMs` gives them that time.
   */
  async untilQuiet(timeoutMs: number, settleMs = 0): Promise<number> {
    const deadline = performance.now() + timeoutMs;
    let lastBusyAt = performance.now();
    let firstQuietAt = lastBusyAt;
    let used = this.#mainUs();
    for (let quiet = 0; quiet < QUIET_LOOKS;) {
      await sleep(this.#slowdown);
      const now = performance.now();
      if (now > deadline) throw new Error(`the server was still busy after ${timeoutMs} ms`);
      const usedNow = this.#mainUs();
      if (this.#mainSleeps() && usedNow - used < IDLE_US * this.#slowdown) {
        if (quiet++ === 0) firstQuietAt = now;
      } else {
        quiet = 0;
        lastBusyAt = now;
      }
      used = usedNow;
    }
    await sleep(settleMs);
    // It became idle somewhere between these two samples.
    return (lastBusyAt + firstQuietAt) / 2;
  }

  #mainUs(): number {
    return this.#threadUs(String(this.#pid)) ?? 0;
  }

  #mainSleeps(): boolean {
    const stat = this.#stat(String(this.#pid));
    return stat === undefined || stat[0] === 'S';
  }

  /** Exact from schedstat where the kernel keeps it, else from clock ticks. */
  #threadUs(tid: string): number | undefined {
    const exact = this.#schedstat(tid, 0);
    if (exact > 0) return exact;
    const stat = this.#stat(tid);
    return stat && (Number(stat[11]) + Number(stat[12])) * TICK_US;
  }

  /** A field of schedstat (0: time on a core, 1: time waiting for one) in microseconds, else 0. */
  #schedstat(tid: string, field: 0 | 1): number {
    const text = readProc(`/proc/${this.#pid}/task/${tid}/schedstat`) ?? '';
    return Number(text.split(' ')[field] ?? 0) / 1_000;
  }

  /** The fields after the command name, which may itself hold spaces and brackets. */
  #stat(tid: string): string[] | undefined {
    const text = readProc(`/proc/${this.#pid}/task/${tid}/stat`);
    return text?.slice(text.lastIndexOf(')') + 2).split(' ');
  }
}
