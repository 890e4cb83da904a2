import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { PASSWORD } from '../support/account.js';

/** What Playwright says where it keeps service workers out. */
const WORKERS_BLOCKED = 'Service Worker registration blocked by Playwright';

const messages = (room: string): string => `/api/rooms/${encodeURIComponent(room)}/messages`;

/** Someone at a browser of their own, and the words for what they do there. */
export class Visitor {
  /** What the browser complained of: refused scripts and styles, errors, failed requests. */
  readonly complaints: string[] = [];

  private constructor(
    readonly page: Page,
    readonly context: BrowserContext,
    private readonly url: string,
  ) {
    page.on('console', (message) => {
      if (message.text() === WORKERS_BLOCKED) return;
      if (message.type() === 'error' || message.type() === 'warning') this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(error.message));
  }

  /** Another tab of the same browser. */
  async tab(room: string): Promise<Visitor> {
    return new Visitor(await this.context.newPage(), this.context, this.url).enter(room);
  }

  static async arrive(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visitor> {
    const context = await browser.newContext({
      locale: 'en-GB',
      timezoneId: 'Asia/Shanghai',
      // Requests of a worker go past `page.route`.
      serviceWorkers: 'block',
      ...options,
    });
    context.setDefaultTimeout(60_000);
    return new Visitor(await context.newPage(), context, url);
  }

  async enter(room = 'lobby'): Promise<this> {
    // If the room does not exist, treat the button that creates it as pressed.
    const path = room === 'lobby' ? '/' : `/room?${new URLSearchParams({ room, create: '1' })}`;
    await this.page.goto(this.url + path);
    return this;
  }

  get box(): Locator {
    return this.page.locator('#message');
  }

  /** The box in which a message is changed. */
  get editor(): Locator {
    return this.page.getByLabel('Edit message');
  }

  get log(): Locator {
    return this.page.locator('#inbox');
  }

  /** The message with exactly this text. */
  message(text: string): Locator {
    return this.page.locator('.message', {
      has: this.page.locator('.message-body').getByText(text, { exact: true }),
    });
  }

  /** Writes and sends as most people do. */
  async say(text: string): Promise<void> {
    await this.box.fill(text);
    await this.box.press('Enter');
  }

  /** Sends, and waits until the server has it. */
  async saySafely(text: string): Promise<void> {
    await this.say(text);
    await this.stored(text).waitFor();
  }

  /** The message as the server made it: an echo has no id. */
  stored(text: string): Locator {
    return this.message(text).and(this.page.locator('[id^="m"]'));
  }

  /** A message that did not get through, and the buttons on it. */
  failed(text: string): { message: Locator; press: (name: string) => Promise<void> } {
    const message = this.message(text).and(this.page.locator('.failed'));
    return { message, press: (name) => message.getByRole('button', { name }).click() };
  }

  /** Picks an action from the bar of an own message: pointing at it with a mouse, or by its ⋯ on a touch screen. */
  async choose(text: string, action: 'Edit' | 'Delete'): Promise<void> {
    const message = this.message(text);
    const isTouch = await this.page.evaluate(() => matchMedia('(pointer: coarse)').matches);
    if (isTouch) await message.getByLabel('Edit or delete').tap();
    else await message.hover();
    await this.bar.getByRole('button', { name: action, exact: true }).click();
  }

  /** The tools of a message. */
  get bar(): Locator {
    return this.page.locator('.message-bar');
  }

  /** Sends past the page, as a script would: many messages quickly. Gives the id of the message. */
  async post(room: string, body: string): Promise<string> {
    return (await this.ask(messages(room), { body })).id;
  }

  /** Edits or deletes an own message without using the page. */
  async change(room: string, id: string, body?: string): Promise<void> {
    if (body === undefined) await this.ask(`${messages(room)}/${id}/delete`, {});
    else await this.ask(`${messages(room)}/${id}/edit`, { body });
  }

  /** Takes a name without using a page: before the first. */
  async arriveAs(name: string): Promise<void> {
    await this.context.request.get(`${this.url}/api/me`);
    await this.ask('/a/name', { name });
  }

  private async ask(path: string, data: object): Promise<{ id: string }> {
    const cookies = await this.context.cookies();
    const token = decodeURIComponent(cookies.find(({ name }) => name === '_xsrf')?.value ?? '');
    const headers = { 'x-xsrftoken': token };
    const answer = await this.context.request.post(this.url + path, { data, headers });
    expect(answer.ok()).toBe(true);
    return (await answer.json()) as { id: string };
  }

  async hears(text: string): Promise<void> {
    await this.stored(text).waitFor();
  }

  /** Takes a name, by the form on the page. */
  async takeName(name: string): Promise<void> {
    await this.page.locator('.me summary').click();
    await this.page.locator('#name').fill(name);
    await this.page.locator('#name').press('Enter');
    await this.page.locator('.me-name').getByText(name, { exact: true }).waitFor();
  }

  /** Chooses on the page of settings, and comes back to this one. */
  async prefer(options: Record<string, string>): Promise<void> {
    const here = this.page.url();
    await this.page.goto(`${this.url}/preferences`);
    for (const [name, value] of Object.entries(options))
      await this.page.locator(`input[name="${name}"][value="${value}"]`).check();
    await this.page.locator('.panel [type="submit"]').click();
    await this.page.locator('.success').waitFor();
    await this.page.goto(here);
  }

  /** On the page for it; ends where that leads to. */
  async signUp(name: string): Promise<void> {
    await this.page.getByLabel('Name').fill(name);
    await this.page.getByLabel('Password').fill(PASSWORD);
    await this.page.getByRole('button', { name: 'Sign up' }).click();
    await this.page.waitForURL(({ pathname }) => pathname !== '/sign-up');
  }

  /** What the log shows, oldest first. */
  async texts(): Promise<string[]> {
    return this.page.locator('.message .message-body').allTextContents();
  }

  async expectTexts(expected: string[]): Promise<void> {
    await expect.poll(() => this.texts()).toEqual(expected);
  }

  /** The same with the lines between: `— ` and what the line says. */
  async outline(): Promise<string[]> {
    const shown = this.page.locator('#inbox > :is(.unread-line, .gap), #inbox > .message .message-body');
    return shown.evaluateAll((all) =>
      all.map((one) => {
        if (one.matches('.message-body')) return one.textContent;
        return `— ${(one.querySelector('strong, span') ?? one).textContent}`;
      }),
    );
  }

  async leave(): Promise<void> {
    for (const page of this.context.pages()) await page.unrouteAll({ behavior: 'ignoreErrors' });
    await this.context.close();
  }

  /** What a browser does when another tab comes to the front, and when this one returns. */
  async show(visible: boolean): Promise<void> {
    await this.page.evaluate((shown) => {
      Object.defineProperty(document, 'hidden', { value: !shown, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, visible);
  }
}
