import { describe, expect, it } from 'vitest';
import { signedUp } from '../support/account.js';
import { Gate } from './gate.js';
import { House, freshRoom } from './house.js';
import { isInPlace, link, reader } from './marked-page.js';

const house = House.open({ LIMITS: 'off' });

describe('without a connection', () => {
  it('the page says that the other one cannot be opened, stays, and opens it on Retry', async () => {
    const [here, there] = [freshRoom(), freshRoom()];
    const lea = await reader(house, 'Lea places', here, there);
    await lea.page.route('**/room?*', (route) => route.abort());
    await link(lea, there).click();
    await lea.page.getByText('That didn’t work: there is no connection to the server.').waitFor();
    expect(await lea.message(`first in ${here}`).count()).toBe(1);
    expect(new URL(lea.page.url()).searchParams.get('room')).toBe(here);
    await lea.page.unroute('**/room?*');
    await lea.page.locator('.banner').getByRole('button', { name: 'Retry' }).click();
    await lea.message(`first in ${there}`).waitFor();
    expect(await isInPlace(lea)).toBe(true);
  });

  it('going back leads nowhere, and the address is still that of the page', async () => {
    const [here, there] = [freshRoom(), freshRoom()];
    const max = await reader(house, 'Max places', here, there);
    await link(max, there).click();
    await max.message(`first in ${there}`).waitFor();
    await max.context.setOffline(true);
    await max.page.evaluate(() => history.back());
    await max.page.getByText('That didn’t work').waitFor();
    await expect.poll(() => new URL(max.page.url()).searchParams.get('room')).toBe(there);
    expect(await max.message(`first in ${there}`).count()).toBe(1);
    await max.context.setOffline(false);
    await max.page.goBack();
    await max.message(`first in ${here}`).waitFor();
  });
});

describe('the page is loaded whole', () => {
  it('if somebody else uses the browser by now', async () => {
    const [here, there] = [freshRoom(), freshRoom()];
    const ned = await reader(house, 'Ned places', here, there);
    const other = await signedUp(house, 'Nora places');
    // As if another tab had signed in; the page has not noticed yet.
    await ned.page.route('**/api/**', (route) => route.abort());
    const cookies = [...other.cookies].map(([name, value]) => ({ name, value, url: house.url }));
    await ned.context.addCookies(cookies);
    await link(ned, there).click();
    await ned.page.locator('.me-name').getByText('Nora places').waitFor();
    expect(await isInPlace(ned)).toBe(false);
  });

  it('after an update of the server', async () => {
    const [here, there] = [freshRoom(), freshRoom()];
    const ola = await reader(house, 'Ola places', here, there);
    await ola.page.route(`**/room?**`, async (route) => {
      const answer = await route.fetch();
      const body = (await answer.text()).replace(/\/assets\/[^/]+\/framed-page\.js/, '$&?next');
      await route.fulfill({ response: answer, body });
    });
    await link(ola, there).click();
    await ola.message(`first in ${there}`).waitFor();
    await expect.poll(() => isInPlace(ola)).toBe(false);
  });

  it('with the error, if the server refuses it', async () => {
    const pat = await reader(house, 'Pat places', freshRoom());
    await pat.page.evaluate(() => {
      const wrong = Object.assign(document.createElement('a'), { href: '/members?room=~nothing' });
      document.body.append(wrong);
      wrong.click();
    });
    await pat.page.getByRole('heading', { name: 'That room name can’t be used' }).waitFor();
    expect(await isInPlace(pat)).toBe(false);
  });
});

it('a key pressed for another window, and a link to one, go on as always', async () => {
  const [here, there] = [freshRoom(), freshRoom()];
  const quin = await reader(house, 'Quin places', here, there);
  const [opened] = await Promise.all([
    quin.context.waitForEvent('page'),
    link(quin, there).click({ modifiers: ['ControlOrMeta'] }),
  ]);
  await opened.waitForURL(/room=/);
  expect(new URL(quin.page.url()).searchParams.get('room')).toBe(here);
});

it('only the last of several links pressed at once is opened', async () => {
  const [here, there, third] = [freshRoom(), freshRoom(), freshRoom()];
  const ria = await reader(house, 'Ria places', here, there, third);
  const gate = new Gate();
  await ria.page.route(`**/room?*`, async (route) => {
    if (new URL(route.request().url()).searchParams.get('room') === there) await gate.opened;
    await route.continue().catch(() => undefined);
  });
  await link(ria, there).click();
  await link(ria, third).click();
  await ria.message(`first in ${third}`).waitFor();
  gate.open();
  await ria.saySafely('still here');
  expect(new URL(ria.page.url()).searchParams.get('room')).toBe(third);
});
