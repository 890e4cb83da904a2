import { expect, it } from 'vitest';
import { signedUp } from '../support/account.js';
import { Gate } from './gate.js';
import { House, freshRoom } from './house.js';

const house = House.open();
const noScript = { javaScriptEnabled: false };
const PICTURES = process.env['PICTURES'];

it('without JavaScript, a page of somebody else sends nothing until a button with the current name is pressed', async () => {
  const room = freshRoom();
  const [ann, bob] = [await signedUp(house, 'Ann plain'), await signedUp(house, 'Bob plain')];
  const plain = await (
    await house.browserOf(ann, { ...noScript, viewport: { width: 320, height: 700 } })
  ).enter(room);
  await plain.box.fill('by Ann alone');
  await plain.context.addCookies([...bob.cookies].map(([name, value]) => ({ name, value, url: house.url })));
  await plain.page.getByRole('button', { name: 'Send' }).click();
  await plain.page.getByRole('heading', { name: 'You’re now Bob plain' }).waitFor();
  if (PICTURES) await plain.page.screenshot({ path: `${PICTURES}/without-script.png`, fullPage: true });
  const other = await (await house.visitor()).enter(room);
  expect(await other.texts()).toEqual([]);
  expect(await plain.page.getByLabel('Your message').inputValue()).toBe('by Ann alone');

  await plain.page.getByRole('button', { name: 'Send as Bob plain' }).click();
  await plain.expectTexts(['by Ann alone']);
  await other.hears('by Ann alone');
  expect(await other.page.locator('.message-author').textContent()).toBe('Bob plain');
});

it('without JavaScript, pressing twice on a slow connection stores a visitor’s first message once', async () => {
  const room = freshRoom();
  const plain = await (await house.visitor(noScript)).enter(room);
  const gate = new Gate();
  const sends: string[] = [];
  await plain.page.route('**/a/message/new', async (route) => {
    sends.push(route.request().postData() ?? '');
    // The first press reaches the server; its answer does not reach the browser before the second.
    if (sends.length === 1) {
      await route.fetch({ maxRedirects: 0 });
      await gate.opened;
      await route.abort().catch(() => undefined);
    } else await route.continue();
  });
  await plain.box.fill('only once');
  const { x, y } = (await plain.page.getByRole('button', { name: 'Send' }).boundingBox()) as {
    x: number;
    y: number;
  };
  // By the mouse: a click on an element waits for the page that is on its way.
  await plain.page.mouse.click(x + 20, y + 20);
  await expect.poll(() => sends.length).toBe(1);
  await plain.page.mouse.click(x + 20, y + 20);
  await plain.expectTexts(['only once']);
  gate.open();
  expect(sends).toHaveLength(2);
  expect(new URL(plain.page.url()).searchParams.get('room')).toBe(room);
});
