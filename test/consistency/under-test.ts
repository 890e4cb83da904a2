import type { ServerProcess } from '../support/server-process.js';
import type { Random } from './random.js';

/** What a run checks: one server, or several nodes behind one port. */
export interface UnderTest {
  readonly count: number;
  readonly port: number;
  readonly url: string;
  /** The one that the next fault happens to. */
  readonly process: ServerProcess;
  /** Chooses it. */
  choose(random: Random): void;
  /** Of several: runs once, right when a sender next asks the chosen one. */
  atNextWrite?(run: () => void): void;
  /** Starts it again. Resolves when it is ready. */
  start(): Promise<void>;
  /** Resolves when all are ready. */
  ready(): Promise<void>;
  /** SIGTERM to all. Resolves with an exit code that is not 0, if there is one. */
  end(): Promise<number | null>;
  logs(): string;
  /** The database as it is on the disk, a byte a character, where nothing deleted may stand in it. */
  files(): { what: string; text: string }[];
  /** Kills what still runs and removes what it has stored. */
  remove(): Promise<void>;
}
