import pg from 'pg';
import { vi } from 'vitest';

/** A statement as the program asked for it. */
export interface Statement {
  text: string;
  values: unknown[];
}

/** What PostgreSQL does for a statement. */
export interface Plan {
  text: string;
  /** The most rows that one of its steps read, over all its turns. */
  rows: number;
  /** Tables that are read from the first row to the last. */
  wholeTables: string[];
}

interface Step {
  'Relation Name'?: string;
  'Node Type': string;
  'Actual Rows'?: number;
  'Actual Loops'?: number;
  'Rows Removed by Filter'?: number;
  Plans?: Step[];
}

/** The statements that this process sends while something happens. */
export async function statementsDuring(act: () => Promise<unknown>): Promise<Statement[]> {
  const spy = vi.spyOn(pg.Client.prototype, 'query');
  try {
    await act();
    return spy.mock.calls.map(([asked, values]) => toStatement(asked, values));
  } finally {
    spy.mockRestore();
  }
}

function toStatement(asked: unknown, values: unknown): Statement {
  if (typeof asked === 'string') return { text: asked, values: (values as unknown[] | undefined) ?? [] };
  const { text, values: own } = asked as { text: string; values?: unknown[] };
  return { text, values: own ?? [] };
}

const PLANNED = /^\s*(with|select|insert|update|delete)\b/i;
const FOR_READING = /^\s*(with|select)\b/i;

/** Runs the statements that read once more, and plans the others. `client`: a connection with the program's settings. */
export async function plansOf(client: pg.Client, statements: readonly Statement[]): Promise<Plan[]> {
  const plans: Plan[] = [];
  for (const { text, values } of statements.filter((each) => PLANNED.test(each.text))) {
    const run = FOR_READING.test(text) && !/\b(insert into|update|delete from)\b/i.test(text);
    const { rows } = await client.query<{ 'QUERY PLAN': { Plan: Step }[] }>(
      `explain (${run ? 'analyze, timing off, ' : ''}format json) ${text}`,
      values,
    );
    const steps = rows.flatMap((row) => row['QUERY PLAN'].flatMap((plan) => allOf(plan.Plan)));
    plans.push({ text, rows: Math.max(...steps.map(rowsOf)), wholeTables: steps.flatMap(wholeTableOf) });
  }
  return plans;
}

function allOf(step: Step): Step[] {
  return [step, ...(step.Plans ?? []).flatMap(allOf)];
}

function rowsOf(step: Step): number {
  return ((step['Actual Rows'] ?? 0) + (step['Rows Removed by Filter'] ?? 0)) * (step['Actual Loops'] ?? 0);
}

/** They have one row. */
const SMALL = ['signals_head'];

function wholeTableOf({ 'Node Type': type, 'Relation Name': table = '' }: Step): string[] {
  return type === 'Seq Scan' && !SMALL.includes(table) ? [table] : [];
}
