import type { FaultKind, History, Write } from '../history.js';
import { heldAt } from './recovery.js';
import { sightings } from './sightings.js';
import { deletedTokens } from './texts.js';
import { firstAnswered } from './writes.js';

/** What happened, counted: of a run in which too little did nothing can be said. */
export interface Evidence {
  entries: number;
  messagesAnswered: number;
  editsAnswered: number;
  deletionsAnswered: number;
  /** Writes that were never answered. */
  neverAnswered: number;
  /** Repeats that were answered with what a first attempt, answered or not, had stored. */
  replays: number;
  /** Of these, first attempts whose answer was lost. */
  lostAnswersRepeated: number;
  shown: number;
  shownOnTornadoSurface: number;
  gapsDeclared: number;
  gapsFilled: number;
  tornadoGaps: number;
  wholeLogsRead: number;
  pollsWoken: number;
  kills: number;
  killsUnderLoad: number;
  terms: number;
  pollsHeldAtTerm: number;
  stops: number;
  cutMidAnswer: number;
  probesRefused: number;
  textsDeleted: number;
  finished: number;
}

export function gather(history: History, pollsWoken: number): Evidence {
  return { ...ofWrites(history), ...ofReading(history), ...ofFaults(history), pollsWoken };
}

/** Names what there is less of than needed, with both numbers. */
export function lacking(evidence: Evidence, needs: Partial<Evidence>): string[] {
  return Object.entries(needs).flatMap(([name, needed]) => {
    const had = evidence[name as keyof Evidence];
    return had < needed ? [`${name}: ${had} of ${needed}`] : [];
  });
}

function ofWrites({ writes, logs }: History) {
  const answered = writes.filter((write) => firstAnswered(write));
  const ofAction = (action: Write['action']): number =>
    answered.filter((write) => write.action === action).length;
  const replays = answered.flatMap(replaysOf);
  return {
    entries: [...logs.values()].reduce((sum, log) => sum + log.length, 0),
    messagesAnswered: ofAction('message'),
    editsAnswered: ofAction('edit'),
    deletionsAnswered: ofAction('deletion'),
    neverAnswered: writes.length - answered.length,
    replays: replays.length,
    lostAnswersRepeated: replays.filter((afterNone) => afterNone).length,
  };
}

/** For each repeat that was answered as one: whether no answer had come before. */
function replaysOf({ attempts }: Write): boolean[] {
  let answered = false;
  const found: boolean[] = [];
  for (const { outcome } of attempts) {
    if (outcome.kind !== 'stored') continue;
    if (outcome.replayed) found.push(!answered);
    answered = true;
  }
  return found;
}

function ofReading(history: History) {
  const polls = history.polls.flatMap(({ outcome }) => (outcome.kind === 'events' ? [outcome] : []));
  const done = history.readings.filter(({ outcome }) => outcome.kind === 'entries' && !outcome.more);
  const seen = [...sightings(history)].length;
  const onTornado = history.tornadoPolls.flatMap(({ outcome }) =>
    outcome.kind === 'messages' ? [outcome] : [],
  );
  return {
    shown: seen,
    shownOnTornadoSurface: onTornado.reduce((sum, { messages }) => sum + messages.length, 0),
    gapsDeclared: polls.reduce((sum, { gaps }) => sum + gaps.length, 0),
    gapsFilled: done.filter(({ purpose }) => purpose === 'gap').length,
    tornadoGaps: onTornado.filter(({ gap }) => gap).length,
    wholeLogsRead: done.filter(({ purpose }) => purpose === 'fresh').length,
    probesRefused: history.probes.filter(({ outcome }) => outcome.kind === 'refused').length,
    textsDeleted: history.texts.length > 0 ? deletedTokens(history).size : 0,
    finished: history.finishes.length,
  };
}

function ofFaults(history: History) {
  const ofKind = (kind: FaultKind) => history.faults.filter((fault) => fault.kind === kind);
  const underLoad = ofKind('SIGKILL').filter(({ at }) =>
    history.writes.some((write) =>
      write.attempts.some(
        ({ askedAt, endedAt, outcome }) => askedAt < at && endedAt >= at && outcome.kind === 'none',
      ),
    ),
  );
  return {
    kills: ofKind('SIGKILL').length,
    killsUnderLoad: underLoad.length,
    terms: ofKind('SIGTERM').length,
    pollsHeldAtTerm: ofKind('SIGTERM').reduce((sum, term) => sum + heldAt(term, history).length, 0),
    stops: ofKind('SIGSTOP').length,
    cutMidAnswer: history.cutMidAnswer,
  };
}
