import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

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
      if (message.type() === 'error' || message.type() === 'warning') this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(error.message));
  }

  static async arrive(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visitor> {
    const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Asia/Shanghai', ...options });
    context.setDefaultTimeout(10_000);
    return new Visitor(await context.newPage(), context, url);
  }

  async enter(room = 'lobby'): Promise<this> {
    const path = room === 'lobby' ? '/' : `/room?${new URLSearchParams({ room })}`;
    await this.page.goto(this.url + path);
    return this;
  }

  get box(): Locator {
    return this.page.locator('#message');
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

  /** What the log shows, oldest first. */
  async texts(): Promise<string[]> {
    return this.page.locator('.message .message-body').allTextContents();
  }

  async expectTexts(expected: string[]): Promise<void> {
    await expect.poll(() => this.texts(), { timeout: 10_000 }).toEqual(expected);
  }

  async leave(): Promise<void> {
    if (this.page.isClosed()) return;
    await this.page.unrouteAll({ behavior: 'ignoreErrors' });
    await this.context.close();
  }
}
