import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { House, freshRoom } from './house.js';

const house = House.open();
const neighbour = House.open();

const tokenOf = (page: Page): Promise<string> => page.locator('.composer input[name="_xsrf"]').inputValue();

describe('two installations on the ports of one host, in one browser', () => {
  it('keep their people and their tokens apart', async () => {
    const mina = await house.visitor();
    await mina.page.goto(`${house.url}/sign-up`);
    await mina.signUp('Mina');
    const refused: string[] = [];
    mina.page.on('response', (answer) => {
      if (answer.status() >= 400) refused.push(`${answer.status()} ${answer.url()}`);
    });
    await mina.enter(freshRoom());

    const next = await mina.context.newPage();
    await next.goto(`${neighbour.url}/sign-up`);
    await next.getByLabel('Name').fill('Nils');
    await next.getByLabel('Password').fill('seven quiet herons');
    await next.getByRole('button', { name: 'Sign up' }).click();
    await next.locator('.me-name').getByText('Nils', { exact: true }).waitFor();
    // Premise: the cookie that both of them set is the neighbour's now.
    const shared = (await mina.context.cookies()).filter(({ name }) => name === '_xsrf');
    expect(shared.map(({ value }) => value)).toEqual([await tokenOf(next)]);
    expect(await tokenOf(mina.page)).not.toBe(shared[0]?.value);

    await mina.saySafely('still Mina');
    await mina.prefer({ language: 'en' });
    expect(await mina.page.locator('.me-name').first().textContent()).toBe('Mina');
    expect(refused).toEqual([]);
  });
});
