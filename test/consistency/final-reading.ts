import { readLog } from './clients/log-reader.js';
import type { Prober } from './clients/prober.js';
import type { Session } from './clients/session.js';
import { pollTornado } from './clients/tornado-poller.js';
import { FROM_BEGINNING } from './history.js';

/** How many of the newest messages of a room are tried as cursors. */
const CURSORS = 15;

/**
 * After all writes: reads every room from both ends, everything that either surface serves of it, and what follows its newest
 * messages.
 */
export async function readEverything(
  session: Session,
  rooms: readonly string[],
  prober: Prober,
): Promise<void> {
  const { recorder } = session;
  await session.meet();
  for (const room of rooms) {
    const bounds = { room, after: 0, before: undefined, limit: 1000, purpose: 'final' as const };
    const pages = await readLog(session, { ...bounds, order: 'oldest' });
    const log = pages.flatMap((page) => (page.kind === 'entries' ? page.entries : []));
    recorder.history.logs.set(room, log);
    await readLog(session, { ...bounds, order: 'newest', limit: 77 });
    await prober.ahead(room, log.length + 1);
    await readTexts(session, room);
    // Deleted ones, too, are places in the log.
    const newest = log.filter(({ type }) => type === 'message').slice(-CURSORS);
    for (const { id: cursor } of newest)
      await pollTornado(session, { way: 'direct', room, cursor, waitMs: 0 });
  }
}

async function readTexts(session: Session, room: string): Promise<void> {
  const name = encodeURIComponent(room);
  const pages = [
    `/room?room=${name}`,
    `/api/rooms/${name}/entries?limit=1000`,
    `/api/updates?after=${name}:0&wait=0`,
  ];
  for (const path of pages) session.recorder.text({ what: path, text: await session.text(path) });
  const { outcome } = await session.ask({
    method: 'POST',
    path: '/a/message/updates',
    form: { room, cursor: FROM_BEGINNING, wait: '0' },
    timeoutMs: 5_000,
  });
  session.recorder.text({ what: `/a/message/updates of ${room}`, text: JSON.stringify(outcome) });
}
