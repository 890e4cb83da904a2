import { CompiledQuery } from 'kysely';
import type { Signal } from '../../signals/signal.js';
import type { Transaction } from '../storage.js';

/** Numbers and stores signals. The last statement before the commit, because all nodes wait for each other here. */
export async function recordSignals(trx: Transaction, signals: readonly Signal[]): Promise<number> {
  const { text, values } = recordingSignals(signals);
  const { rows } = await trx.executeQuery<{ n: number }>(CompiledQuery.raw(text, values));
  return rows[0]?.n ?? 0;
}

/** The statement for it. */
export function recordingSignals(signals: readonly Signal[]): {
  name: string;
  text: string;
  values: unknown[];
} {
  const values = [signals.map(({ kind }) => kind), signals.map(({ subject }) => subject)];
  return { name: 'record signals', text: RECORD_SIGNALS, values };
}

const RECORD_SIGNALS = `
  with head as (update signals_head set n = n + cardinality($1::text[]) returning n),
  added as (
    insert into signals (n, kind, subject)
    select head.n - cardinality($1::text[]) + told.place, told.kind, told.subject
    from head, unnest($1::text[], $2::text[]) with ordinality as told(kind, subject, place)
  )
  select n from head`;
