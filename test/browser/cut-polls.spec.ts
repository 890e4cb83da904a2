import { isDeepStrictEqual } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { startNginx } from '../support/nginx.js';
import { House, freshRoom } from './house.js';
import { POLL } from './wire.js';

const house = House.open();
const cleanUp: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const step of cleanUp.splice(0).toReversed()) await step();
});

/** A reader behind a proxy that waits only so long for an answer, and their polls as they end. */
async function readerBehind(readTimeoutS: number) {
  const nginx = await startNginx({ upstream: house.url, readTimeoutS });
  cleanUp.push(() => nginx.stop());
  const reader = await house.visitor({}, nginx.url);
  const ended: { status: number; wait: number | undefined }[] = [];
  reader.page.on('response', (response) => {
    if (!POLL.test(response.url())) return;
    const wait = new URL(response.url()).searchParams.get('wait');
    ended.push({ status: response.status(), wait: wait === null ? undefined : Number(wait) });
  });
  const room = freshRoom();
  await reader.enter(room);
  const author = await (await house.visitor()).enter(room);
  /** Sends a message after this many cut polls. Resolves with the delay until it arrives. */
  const sayAfterCut = async (cuts: number, text: string): Promise<number> => {
    await expect.poll(() => cutsIn(ended), { interval: 10 }).toBe(cuts);
    const at = Date.now();
    await author.post(room, text);
    await reader.hears(text);
    return Date.now() - at;
  };
  return { reader, author, ended, sayAfterCut };
}

function cutsIn(ended: { status: number }[]): number {
  return ended.filter(({ status }) => status === 504).length;
}

describe('behind a proxy that cuts polls', () => {
  it('after 8 s, the page shortens its polls after two cuts and remembers that, and nothing is lost or late', async () => {
    const { reader, author, ended, sayAfterCut } = await readerBehind(8);
    expect(await sayAfterCut(1, 'after the first cut')).toBeLessThan(5000);
    expect(await sayAfterCut(2, 'after the second cut')).toBeLessThan(5000);
    const step = { status: 200, wait: expect.closeTo(6.8, 0) as number };
    await expect.poll(() => ended).toContainEqual(step);
    // The message may miss the poll after the cut and be answered by the next held one.
    const heard = { status: 200, wait: undefined };
    expect(ended.filter((poll) => !isDeepStrictEqual(poll, heard)).slice(0, 4)).toEqual([
      { status: 504, wait: undefined },
      { status: 200, wait: 0 },
      { status: 504, wait: undefined },
      { status: 200, wait: 0 },
    ]);
    await author.saySafely('while it is held');
    await reader.hears('while it is held');
    const texts = ['after the first cut', 'after the second cut', 'while it is held'];
    expect(await reader.texts()).toEqual(texts);

    ended.length = 0;
    await reader.page.reload();
    await author.saySafely('after a reload');
    await reader.expectTexts([...texts, 'after a reload']);
    expect(ended[0]).toEqual(step);
  });

  it('sooner than any hold, the page polls every few seconds', async () => {
    const { reader, author, ended, sayAfterCut } = await readerBehind(3);
    await sayAfterCut(1, 'one');
    await sayAfterCut(2, 'two');
    ended.length = 0;
    await expect.poll(() => ended.length).toBeGreaterThan(2);
    await author.saySafely('three');
    await reader.hears('three');

    expect(await reader.texts()).toEqual(['one', 'two', 'three']);
    for (const poll of ended) expect(poll).toEqual({ status: 200, wait: 0 });
  });
});
