import { ask } from '../ask.js';
import { postAll, sendAll } from '../sending.js';
import type { Visitor } from '../visitor.js';
import { type Cost, costOf } from './cost.js';
import type { Site } from './site.js';

/** The first marks, and there are as many messages after it as marks. */
const READ = 10_000;
const MARKS_EACH = 2;
const WARM_UP_PAGES = 300;

/** What people do besides posting and waiting. */
export interface Reading {
  /** Storing how far somebody has read. */
  readonly mark: Cost;
  /** The lobby's page with 200 messages. */
  readonly page: Cost;
}

/** Needs a lobby with 12,000 messages. */
export async function measureReading(
  site: Site,
  visitors: readonly Visitor[],
  pages: number,
): Promise<Reading> {
  // Only people who have written something have marks; in the lobby they have none yet.
  await postAll(site, visitors, visitors.length, ['elsewhere']);
  const marks = visitors.map((visitor) => visitor.markTemplate(READ, '0000'));
  const mark = await costOf(site, MARKS_EACH * marks.length, () =>
    sendAll(site, marks, MARKS_EACH * marks.length),
  );
  await load(visitors, WARM_UP_PAGES);
  return { mark, page: await costOf(site, pages, () => load(visitors, pages)) };
}

/** One after the other, each time another visitor. */
async function load(visitors: readonly Visitor[], pages: number): Promise<void> {
  for (let i = 0; i < pages; i++) {
    const visitor = visitors[i % visitors.length] as Visitor;
    await ask(visitor.port, visitor.get('/'));
  }
}
