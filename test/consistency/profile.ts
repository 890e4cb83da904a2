import type { Step } from './faults.js';
import type { FaultKind } from './history.js';
import type { Random } from './random.js';
import type { Evidence } from './verdict/evidence.js';
import type { Deadlines } from './verdict/violation.js';

/** What a run consists of, and the evidence it must produce. */
export interface Profile {
  bufferSize: number;
  /** How long polls are held. */
  holdMs: number;
  /** Senders of the busy rooms, besides those behind the proxy. */
  posters: number;
  posterPauseMs: readonly [number, number];
  /** Between two bursts in the rooms that are still otherwise. */
  stillPauseMs: readonly [number, number];
  /** Of each kind of poller. */
  pollers: number;
  /** For each of them, the number of pollers of only the still rooms. */
  stillPollers: number;
  steps: readonly Step[];
  deadlines: Deadlines;
  needs: Partial<Evidence>;
}

export const BUSY_ROOMS = ['lobby', 'busy', 'räume & mehr'] as const;
export const STILL_ROOMS = ['still', '静か'] as const;

/** Faults of every kind in turn, then calm enough for a hold to end; and again until the time is over. */
export function longProfile(seconds: number, random: Random, nodes = 1): Profile {
  const faults = nodes === 1 ? FAULTS : [...FAULTS, ...FAULTS_OF_NODES];
  const steps: Step[] = [];
  const faultMs = nodes === 1 ? 1_000 : 3_000;
  for (let ms = 0; ms < seconds * 1000; ms = steps.reduce((sum, step) => sum + lastsMs(step, faultMs), 0))
    steps.push(...oneOfEach(faults, random), { calmMs: 25_000 });
  return {
    bufferSize: 20,
    holdMs: 20_000,
    posters: 4,
    posterPauseMs: [30, 150],
    stillPauseMs: [6_500, 9_000],
    pollers: 2,
    stillPollers: 14,
    steps,
    // While one of several nodes starts, the others serve, and all of them and their database want the machine's time.
    deadlines: { lateMs: 5_000, recoveryMs: nodes === 1 ? 3_000 : 15_000, drainMs: 3_000 },
    needs: LONG_NEEDS,
  };
}

const FAULTS: readonly FaultKind[] = [
  'SIGKILL',
  'SIGKILL',
  'SIGKILL',
  'SIGKILL',
  'SIGTERM',
  'SIGTERM',
  'SIGSTOP',
  'cut',
];

const FAULTS_OF_NODES: readonly FaultKind[] = [
  'bus cut',
  'bus silent',
  'node cut off',
  'connections ended',
  'database restarted',
  'database killed',
];

function oneOfEach(faults: readonly FaultKind[], random: Random): Step[] {
  return random.shuffle(faults).flatMap((fault) => {
    const calm = { calmMs: random.between(1_500, 3_500) };
    return [calm, fault === 'SIGSTOP' ? { fault, stoppedMs: 10_000 } : { fault }];
  });
}

/** About: most faults last until the server has restarted. */
function lastsMs(step: Step, faultMs: number): number {
  return 'calmMs' in step ? step.calmMs : (step.stoppedMs ?? faultMs);
}

/** For the test suite: 15 seconds, with generous times in case the machine is busy. */
export const SHORT_PROFILE: Profile = {
  bufferSize: 20,
  holdMs: 10_000,
  posters: 2,
  posterPauseMs: [30, 150],
  stillPauseMs: [2_200, 3_000],
  pollers: 1,
  stillPollers: 3,
  steps: [
    { calmMs: 2_000 },
    { fault: 'SIGKILL', moment: 'asked' },
    { calmMs: 1_000 },
    { fault: 'cut' },
    { calmMs: 500 },
    { fault: 'SIGSTOP', stoppedMs: 1_000 },
    { calmMs: 1_000 },
    { fault: 'SIGKILL' },
    { calmMs: 2_500 },
    { fault: 'SIGTERM' },
    { calmMs: 1_500 },
  ],
  deadlines: { lateMs: 5_000, recoveryMs: 15_000, drainMs: 3_000 },
  needs: {
    messagesAnswered: 100,
    editsAnswered: 5,
    deletionsAnswered: 2,
    replays: 3,
    shown: 500,
    shownOnTornadoSurface: 100,
    gapsDeclared: 1,
    gapsFilled: 1,
    tornadoGaps: 1,
    wholeLogsRead: 10,
    pollsWoken: 20,
    kills: 2,
    killsUnderLoad: 1,
    terms: 2,
    pollsHeldAtTerm: 1,
    stops: 1,
    cutMidAnswer: 1,
    probesRefused: 3,
    textsDeleted: 2,
    finished: 8,
  },
};

/** For the test suite: three nodes, and a fault of each kind that only nodes have. */
export const SHORT_NODES_PROFILE: Profile = {
  ...SHORT_PROFILE,
  steps: [
    { calmMs: 2_000 },
    { fault: 'SIGKILL', moment: 'asked' },
    { calmMs: 500 },
    { fault: 'bus cut' },
    { calmMs: 500 },
    { fault: 'SIGSTOP', stoppedMs: 2_000, moment: 'asked' },
    { calmMs: 500 },
    { fault: 'bus silent' },
    { calmMs: 500 },
    { fault: 'node cut off' },
    { calmMs: 500 },
    { fault: 'connections ended' },
    { calmMs: 500 },
    { fault: 'database killed' },
    { calmMs: 1_000 },
    { fault: 'database restarted' },
    { calmMs: 500 },
    { fault: 'SIGTERM' },
    { fault: 'cut' },
    { calmMs: 500 },
    { fault: 'SIGKILL' },
    { calmMs: 2_500 },
  ],
};

/** For a program with a mistake: kills in close order, a stop, then calm for a while. */
export const MUTANT_PROFILE: Profile = {
  ...SHORT_PROFILE,
  holdMs: 15_000,
  posters: 3,
  stillPauseMs: [5_500, 6_500],
  // Each has a small chance of late delivery.
  stillPollers: 24,
  steps: [
    { calmMs: 2_500 },
    { fault: 'SIGKILL' },
    { calmMs: 1_000 },
    { fault: 'SIGKILL' },
    { calmMs: 1_000 },
    { fault: 'SIGKILL' },
    { calmMs: 3_000 },
    { fault: 'SIGTERM' },
    { calmMs: 1_000 },
    { fault: 'SIGKILL' },
    { calmMs: 15_000 },
  ],
  deadlines: { lateMs: 4_500, recoveryMs: 60_000, drainMs: 3_000 },
  needs: {},
};

/** The same for several nodes, with longer pauses after what happens: kills, and faults of the bus and of one node's connections. */
export const MUTANT_NODES_PROFILE: Profile = {
  ...MUTANT_PROFILE,
  steps: [
    { calmMs: 2_500 },
    { fault: 'SIGKILL' },
    { calmMs: 6_000 },
    { fault: 'bus silent' },
    { calmMs: 1_500 },
    { fault: 'SIGKILL' },
    { calmMs: 6_000 },
    { fault: 'node cut off' },
    { calmMs: 2_000 },
    { fault: 'SIGKILL', moment: 'answered' },
    { calmMs: 15_000 },
  ],
};

const LONG_NEEDS: Partial<Evidence> = {
  messagesAnswered: 2_000,
  editsAnswered: 100,
  deletionsAnswered: 50,
  neverAnswered: 1,
  replays: 50,
  lostAnswersRepeated: 1,
  shown: 20_000,
  shownOnTornadoSurface: 2_000,
  gapsDeclared: 10,
  gapsFilled: 10,
  tornadoGaps: 5,
  wholeLogsRead: 30,
  pollsWoken: 500,
  kills: 6,
  killsUnderLoad: 3,
  terms: 3,
  pollsHeldAtTerm: 3,
  stops: 1,
  cutMidAnswer: 20,
  probesRefused: 20,
  textsDeleted: 50,
  finished: 15,
};
