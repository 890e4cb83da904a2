import { type Delivering, measureDelivering, WAITERS } from './delivering.js';
import { measurePosting, type Posting } from './posting.js';
import { measureReach, type Reach } from './reach.js';
import { measureReading, type Reading } from './reading.js';
import { Site, type SiteKind } from './site.js';

export interface ChatPlan {
  /** The program that runs the nodes. */
  readonly node: string;
  readonly posts: number;
  readonly messages: number;
  readonly pages: number;
}

/** What a chat costs, and how fast it is. */
export interface ChatSample {
  readonly posting: Posting;
  readonly delivering: Delivering;
  /** To a poll at the node of the post. */
  readonly here: Reach;
  /** To a poll at another. */
  readonly there: Reach | undefined;
  readonly reading: Reading;
}

const REACH_MESSAGES = 100;

/** Starts a chat, measures one thing after the other, and stops it. */
export async function measureChat(
  kind: SiteKind,
  plan: ChatPlan,
  say: (line: string) => void,
): Promise<ChatSample> {
  const site = await Site.start(kind, plan.node, { HOLD_MS: '50000' });
  try {
    const visitors = await site.visitors(WAITERS);
    say('posts');
    const posting = await measurePosting(site, visitors, plan.posts);
    say('deliveries');
    const delivering = await measureDelivering(site, visitors, plan.messages);
    say('one message at a time');
    const here = await measureReach(site, 0, REACH_MESSAGES);
    const there = kind.nodes > 1 ? await measureReach(site, 1, REACH_MESSAGES) : undefined;
    say('read marks and pages');
    const reading = await measureReading(site, visitors, plan.pages);
    return { posting, delivering, here, there, reading };
  } finally {
    await site.stop();
  }
}
