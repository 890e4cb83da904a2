import { expect, it } from 'vitest';
import { House } from './house.js';

const house = House.open();

it('nothing is tested before somebody asks for it', async () => {
  const reader = await house.visitor();
  const asked: string[] = [];
  reader.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await reader.page.goto(`${house.url}/diagnose`);
  await reader.page.getByRole('button', { name: 'Start' }).waitFor();
  await reader.page.waitForLoadState('networkidle');
  expect(asked.filter((path) => path.startsWith('/diagnose'))).toEqual(['/diagnose']);
});

it('without scripts the page says what the server sees, and offers no tests', async () => {
  const reader = await house.visitor({ javaScriptEnabled: false });
  await reader.page.goto(`${house.url}/diagnose`);
  await reader.page.locator('noscript p').waitFor();
  expect(await reader.page.getByRole('definition').first().textContent()).toBe('127.0.0.1');
  expect(await reader.page.getByRole('button', { name: 'Start' }).isVisible()).toBe(false);
});

it.each([320, 768, 1440])('the page fits a window of %i px', async (width) => {
  const reader = await house.visitor({ viewport: { width, height: 640 } });
  await reader.page.goto(`${house.url}/diagnose`);
  await reader.page.locator('.report').evaluate((panel) => panel.removeAttribute('hidden'));
  expect(await reader.page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  expect(reader.complaints).toEqual([]);
});
