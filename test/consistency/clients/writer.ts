import type { Attempt, Surface, Write } from '../history.js';
import type { Session } from './session.js';
import { shownMessage, type WireMessage } from './wire.js';

/** Longer than any fault but the longest SIGSTOP: then the sender asks again while its first request lies unread. */
const TIMEOUT_MS = 8_000;

/** Sends a write once, on one of the surfaces. The Tornado surface takes messages only. */
export async function attempt(session: Session, surface: Surface, write: Write): Promise<Attempt> {
  const asking = session.ask({ ...question(surface, write), timeoutMs: TIMEOUT_MS });
  session.recorder.asked();
  const asked = await asking;
  const { outcome, ...times } = asked;
  if (outcome.kind !== 'answer') return { ...times, surface, outcome };
  session.recorder.answered();
  const shown = session.recorder.one(shownMessage(outcome.json as WireMessage));
  return { ...times, surface, outcome: { kind: 'stored', shown, replayed: outcome.replayed } };
}

function question(surface: Surface, { action, room, body, clientId, target }: Write) {
  if (surface === 'tornado') {
    const form = { body, room, ...(clientId === undefined ? {} : { client_id: clientId }) };
    return { method: 'POST' as const, path: '/a/message/new', form };
  }
  const messages = `/api/rooms/${encodeURIComponent(room)}/messages`;
  const method = 'POST' as const;
  if (action === 'message') return { method, path: messages, body: { body, client_id: clientId } };
  if (action === 'edit') return { method, path: `${messages}/${target}/edit`, body: { body } };
  return { method, path: `${messages}/${target}/delete`, body: {} };
}
