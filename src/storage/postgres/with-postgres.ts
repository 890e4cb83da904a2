import { NoHintBus } from '../../signals/hint-bus.js';
import { Signals } from '../../signals/signals.js';
import type { Transaction } from '../storage.js';
import { DatabaseClock } from './database-clock.js';
import { openPostgres } from './open-postgres.js';
import type { PostgresSettings } from './postgres-settings.js';

/** Makes a small change while nodes may be running. Throws what `openPostgres` throws. */
export async function withPostgres<T>(
  settings: PostgresSettings,
  secretTag: string,
  act: (writer: Transaction) => Promise<T>,
): Promise<T> {
  // A connection that is lost also fails `act`.
  const storage = await openPostgres(
    { ...settings, pool: 2 },
    {
      signals: new Signals(),
      bus: new NoHintBus(),
      clock: new DatabaseClock(),
      secretTag,
      onLost: () => undefined,
      onDeath: () => undefined,
    },
  );
  try {
    return await act(storage.writer);
  } finally {
    await storage.onApplicationShutdown();
  }
}
