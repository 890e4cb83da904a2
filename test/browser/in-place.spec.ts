import { describe, expect, it } from 'vitest';
import { signedUp, signedUpAll } from '../support/account.js';
import { Gate } from './gate.js';
import { House, freshRoom } from './house.js';
import { focus, isInPlace, link, reader } from './marked-page.js';

const house = House.open({ LIMITS: 'off' });

describe('another room', () => {
  it('comes in place of the present one, with its address, its title, and the focus in its box', async () => {
    const [here, there] = [freshRoom(), freshRoom()];
    const ann = await reader(house, 'Ann places', here, there);
    await link(ann, there).click();
    await ann.message(`first in ${there}`).waitFor();
    expect(await ann.message(`first in ${here}`).count()).toBe(0);
    expect(new URL(ann.page.url()).searchParams.get('room')).toBe(there);
    expect(await ann.page.title()).toBe(`${there} · Linger`);
    expect(await focus(ann)).toBe('message');
    expect(await link(ann, there).getAttribute('aria-current')).toBe('page');
    expect(await link(ann, here).getAttribute('aria-current')).toBeNull();
    expect(await isInPlace(ann)).toBe(true);
    expect(ann.complaints).toEqual([]);
  });

  it('is heard, sends and marks as read, and the one before it is only counted', async () => {
    const [here, there] = [freshRoom(), freshRoom()];
    const bea = await reader(house, 'Bea places', here, there);
    const other = await signedUp(house, 'Ben places');
    await link(bea, there).click();
    await bea.message(`first in ${there}`).waitFor();
    await other.say(there, 'hello there');
    await bea.message('hello there').waitFor();
    await bea.saySafely('hello to you');
    await other.say(here, 'where are you?');
    await link(bea, `${here} 1 unread`).waitFor();
    expect(await bea.page.title()).toBe(`(1) ${there} · Linger`);
    // Each message is shown and sent once: nothing of the page before it goes on.
    expect(await bea.message('hello to you').count()).toBe(1);
    expect(await bea.message('hello there').count()).toBe(1);
    const { entries } = await other.entries(there);
    const bodies = entries.map(({ message }) => message?.body);
    expect(bodies.toReversed()).toEqual([`first in ${there}`, 'hello there', 'hello to you']);
    expect(await isInPlace(bea)).toBe(true);
  });

  it('keeps drafts apart', async () => {
    const [here, there] = [freshRoom(), freshRoom()];
    const cy = await reader(house, 'Cy places', here, there);
    await cy.box.fill('half a thought');
    await link(cy, there).click();
    await cy.message(`first in ${there}`).waitFor();
    expect(await cy.box.inputValue()).toBe('');
    await cy.page.locator('.room-link', { hasText: 'Draft' }).click();
    await cy.message(`first in ${here}`).waitFor();
    expect(await cy.box.inputValue()).toBe('half a thought');
  });

  it('comes by the switcher too', async () => {
    const [here, there] = [freshRoom(), freshRoom()];
    const di = await reader(house, 'Di places', here, there);
    await di.page.keyboard.press('Control+k');
    await di.page.keyboard.type(there);
    await di.page.keyboard.press('Enter');
    await di.message(`first in ${there}`).waitFor();
    expect(await di.page.locator('dialog[open]').count()).toBe(0);
    expect(await isInPlace(di)).toBe(true);
  });

  it('sends what was still under way', async () => {
    const [here, there] = [freshRoom(), freshRoom()];
    const ed = await reader(house, 'Ed places', here, there);
    const gate = new Gate();
    await ed.page.route('**/messages', async (route) => {
      await gate.opened;
      await route.continue();
    });
    await ed.say('on its way');
    await link(ed, there).click();
    await ed.message(`first in ${there}`).waitFor();
    gate.open();
    await link(ed, here).click();
    await ed.stored('on its way').waitFor();
    expect(await ed.message('on its way').count()).toBe(1);
  });
});

it('what ends late of the room before does not touch the title', async () => {
  const [here, there] = [freshRoom(), freshRoom()];
  const sue = await reader(house, 'Sue places', here, there);
  const other = await signedUp(house, 'Sam places');
  const gate = new Gate();
  await sue.page.route('**/read', async (route) => {
    await gate.opened;
    await route.continue();
  });
  const [asked] = await Promise.all([sue.page.waitForRequest('**/read'), other.say(here, 'to be read')]);
  await link(sue, there).click();
  await sue.message(`first in ${there}`).waitFor();
  gate.open();
  await (await asked.response())?.finished();
  await sue.saySafely('here');
  expect(await sue.page.title()).toMatch(new RegExp(`${there} · Linger$`));
});

describe('back and forward', () => {
  it('lead through rooms and pages, with their titles, where they were scrolled to', async () => {
    const [here, there] = [freshRoom(), freshRoom()];
    const flo = await reader(house, 'Flo places', here, there);
    const writer = await signedUp(house, 'Fred places');
    for (let n = 1; n <= 60; n++) await writer.say(here, `line ${n}`);
    await flo.message('line 60').waitFor();
    await flo.message('line 20').evaluate((message) => message.scrollIntoView({ block: 'start' }));
    const top = () =>
      flo.message('line 20').evaluate((message) => Math.round(message.getBoundingClientRect().top));
    const before = await top();
    await link(flo, there).click();
    await flo.message(`first in ${there}`).waitFor();
    await link(flo, 'People').click();
    await flo.page.getByRole('heading', { name: 'People', level: 1 }).waitFor();
    expect(await flo.page.title()).toMatch(/People · Linger$/);

    await flo.page.goBack();
    await flo.message(`first in ${there}`).waitFor();
    expect(await flo.page.title()).toMatch(new RegExp(`${there} · Linger$`));
    await flo.page.goBack();
    await flo.message('line 20').waitFor();
    expect(await flo.page.title()).toMatch(new RegExp(`${here} · Linger$`));
    // Text ends at fractions of a pixel.
    expect(Math.abs((await top()) - before)).toBeLessThanOrEqual(1);
    await flo.page.goForward();
    await flo.message(`first in ${there}`).waitFor();
    expect(new URL(flo.page.url()).searchParams.get('room')).toBe(there);
    expect(await isInPlace(flo)).toBe(true);
  });

  it('give the focus back to the link that led away', async () => {
    const gus = await reader(house, 'Gus places', freshRoom());
    await signedUpAll(house, 'Gwen of Wales', 'Gwen of York');
    await link(gus, 'People').click();
    await gus.page.getByLabel('Search people').fill('Gwen of');
    await gus.page.getByRole('button', { name: 'Search' }).click();
    await gus.page.getByRole('link', { name: 'Gwen of York' }).click();
    await gus.page.getByRole('heading', { name: 'Gwen of York' }).waitFor();
    await gus.page.goBack();
    await gus.page.getByRole('link', { name: 'Gwen of York' }).waitFor();
    expect(await focus(gus)).toBe('Gwen of York');
    expect(await isInPlace(gus)).toBe(true);
  });
});

describe('a page of another kind', () => {
  it('has the list with its counts, and keeps them up', async () => {
    const here = freshRoom();
    const hal = await reader(house, 'Hal places', here);
    const other = await signedUp(house, 'Hope places');
    await link(hal, 'People').click();
    await hal.page.getByRole('heading', { name: 'People', level: 1 }).waitFor();
    expect(await focus(hal)).toBe('People');
    expect(await link(hal, 'People').getAttribute('aria-current')).toBe('page');
    await other.say(here, 'hello?');
    await link(hal, `${here} 1 unread`).waitFor();
    expect(await hal.page.title()).toBe('(1) People · Linger');
    await link(hal, `${here} 1 unread`).click();
    await hal.message('hello?').waitFor();
    expect(await isInPlace(hal)).toBe(true);
  });

  it('has the same list if it is loaded whole', async () => {
    const here = freshRoom();
    const ida = await reader(house, 'Ida places', here);
    for (const path of ['people', 'account', 'preferences', 'rooms', 'new', 'invitations', 'open']) {
      await ida.page.goto(`${house.url}/${path}`);
      expect(await link(ida, here).count(), path).toBe(1);
      expect(await link(ida, 'Lobby').count(), path).toBe(1);
    }
    expect(ida.complaints).toEqual([]);
  });

  it('is scrolled back to where its reader was', async () => {
    const jo = await reader(house, 'Jo places', freshRoom());
    await jo.page.setViewportSize({ width: 900, height: 400 });
    await jo.page.getByRole('link', { name: 'Your account' }).click();
    await jo.page.getByRole('heading', { name: 'Your account' }).waitFor();
    const frame = jo.page.locator('.frame-main');
    await frame.evaluate((one) => one.scrollTo({ top: 240 }));
    await link(jo, 'People').click();
    await jo.page.getByRole('heading', { name: 'People', level: 1 }).waitFor();
    expect(await frame.evaluate((one) => one.scrollTop)).toBe(0);
    await jo.page.goBack();
    await jo.page.getByRole('heading', { name: 'Your account' }).waitFor();
    expect(await frame.evaluate((one) => one.scrollTop)).toBe(240);
  });

  it('is loaded whole if it does not stand beside the list', async () => {
    const kay = await house.visitor();
    await kay.enter();
    await kay.page.evaluate(() => document.documentElement.append(document.createComment('the same page')));
    await kay.page.locator('.sidebar').getByRole('link', { name: 'Sign in' }).click();
    await kay.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await isInPlace(kay)).toBe(false);
  });
});
