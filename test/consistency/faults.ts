import type { Fault, FaultKind } from './history.js';
import { pause } from './pause.js';
import type { Random } from './random.js';
import type { Moment, Recorder } from './recorder.js';
import type { NodesUnderTest } from './nodes-under-test.js';
import type { UnderTest } from './under-test.js';
import type { TcpProxy } from './tcp-proxy.js';
import { HELD_MS } from './verdict/recovery.js';

/** How long to wait for a moment that may never come, in milliseconds. */
const MOMENT_MS = 500;
/** The same for a poll that is held. */
const HELD_WITHIN_MS = 10_000;
const TRY_EVERY_MS = 20;
const SURELY_HELD_MS = HELD_MS + 100;
/** How long a silence lasts: longer than a node may serve what it remembers. */
const SILENT_MS = 3_000;

/** The plan for the server, step by step: a pause or a fault. */
export type Step = { calmMs: number } | FaultStep;

interface FaultStep {
  fault: FaultKind;
  /** Of a SIGSTOP. */
  stoppedMs?: number;
  /** Of a SIGKILL; at random where it is not given. */
  moment?: Moment;
}

/** Of what nodes share. */
type DatabaseFault = Exclude<FaultKind, 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'cut'>;

const MOMENTS = ['any', 'asked', 'shown', 'answered'] as const;

/** Carries out the faults that a run has planned, and records when. */
export class Faults {
  constructor(
    private readonly server: UnderTest,
    private readonly proxy: TcpProxy,
    private readonly recorder: Recorder,
    private readonly random: Random,
    /** Called when a server that had ended is ready again. */
    private readonly restarted: () => void,
  ) {}

  async run(steps: Iterable<Step>): Promise<void> {
    for (const step of steps) {
      if ('calmMs' in step) await pause(step.calmMs);
      else this.recorder.fault(await this.#make(step));
    }
  }

  /** SIGTERM, and no restart. */
  async end(): Promise<void> {
    const at = this.recorder.now();
    const exitCode = await this.server.end();
    const overAt = this.recorder.now();
    this.recorder.fault({ kind: 'SIGTERM', at, overAt, readyAt: overAt, exitCode });
  }

  async #make({ fault, stoppedMs = 0, moment }: FaultStep): Promise<Fault> {
    this.server.choose(this.random);
    if (fault === 'SIGTERM') return this.#term();
    if (fault === 'cut') return this.#cut();
    if (fault !== 'SIGKILL' && fault !== 'SIGSTOP') return this.#ofDatabase(fault);
    const when = moment ?? this.random.pick(MOMENTS);
    return fault === 'SIGKILL' ? this.#kill(when) : this.#stop(stoppedMs, when);
  }

  async #ofDatabase(kind: DatabaseFault): Promise<Fault> {
    const nodes = this.server as NodesUnderTest;
    const acts: Record<DatabaseFault, () => Promise<void>> = {
      'bus cut': () => nodes.cutBus(),
      'bus silent': () => nodes.silenceBus(SILENT_MS),
      'node cut off': () => nodes.cutOff(SILENT_MS),
      'connections ended': () => nodes.terminateBackends(),
      'database restarted': () => nodes.restartDatabase(),
      'database killed': () => nodes.killDatabase(),
    };
    const at = this.recorder.now();
    await acts[kind]();
    const overAt = this.recorder.now();
    await nodes.ready();
    return { kind, at, overAt, readyAt: this.recorder.now() };
  }

  /**
   * At any moment, right when a sender has asked, or right when a client was shown something or a sender answered: what was
   * told must be on the disk.
   */
  async #kill(moment: Moment | 'any'): Promise<Fault> {
    const at = await this.#atMoment(moment, () => process.kill(this.server.process.pid, 'SIGKILL'));
    await this.server.process.kill();
    return this.#restart({ kind: 'SIGKILL', at, overAt: this.recorder.now() });
  }

  /** While a poll is held: it must be answered. */
  async #term(): Promise<Fault> {
    const until = this.recorder.now() + HELD_WITHIN_MS;
    while (this.recorder.longestPollMs < SURELY_HELD_MS && this.recorder.now() < until)
      await pause(TRY_EVERY_MS);
    const at = this.recorder.now();
    const exitCode = await this.server.process.stop();
    return this.#restart({ kind: 'SIGTERM', at, overAt: this.recorder.now(), exitCode });
  }

  async #stop(stoppedMs: number, moment: Moment | 'any'): Promise<Fault> {
    const { pid } = this.server.process;
    const at = await this.#atMoment(moment, () => process.kill(pid, 'SIGSTOP'));
    await pause(stoppedMs);
    const overAt = this.recorder.now();
    process.kill(pid, 'SIGCONT');
    await this.server.ready();
    return { kind: 'SIGSTOP', at, overAt, readyAt: this.recorder.now() };
  }

  #cut(): Fault {
    const at = this.recorder.now();
    this.proxy.cutAll();
    return { kind: 'cut', at, overAt: at, readyAt: at };
  }

  async #restart(fault: Omit<Fault, 'readyAt'>): Promise<Fault> {
    await this.server.start();
    this.restarted();
    return { ...fault, readyAt: this.recorder.now() };
  }

  #atMoment(moment: Moment | 'any', run: () => void): Promise<number> {
    return new Promise((resolve) => {
      let done = false;
      const once = (): void => {
        if (done) return;
        done = true;
        const at = this.recorder.now();
        run();
        resolve(at);
      };
      if (moment === 'any') return once();
      // A sender that asks another node is not concerned.
      if (moment === 'asked' && this.server.atNextWrite) this.server.atNextWrite(once);
      else this.recorder.atNext(moment, once);
      setTimeout(once, MOMENT_MS);
    });
  }
}
