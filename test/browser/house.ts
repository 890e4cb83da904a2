import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { RestClient } from '../support/rest-client.js';
import { startServer } from '../support/server-process.js';
import { sharedBrowser } from './browser.js';
import { Visitor } from './visitor.js';

type Server = Awaited<ReturnType<typeof startServer>>;

/** One running server for all the tests of a file; every visitor leaves when their test ends. */
export class House {
  private server!: Server;
  private browser!: Browser;
  private visitors: Visitor[] = [];

  static open(env?: Record<string, string>): House {
    const house = new House();
    beforeAll(async () => {
      [house.server, house.browser] = await Promise.all([startServer({ env }), sharedBrowser()]);
    });
    afterEach(async () => {
      await Promise.all(house.visitors.splice(0).map((visitor) => visitor.leave()));
    });
    afterAll(async () => {
      await house.server?.stop();
    });
    return house;
  }

  get url(): string {
    return this.server.url;
  }

  /** @param url at which the visitor finds the server */
  async visitor(options?: BrowserContextOptions, url = this.url): Promise<Visitor> {
    const visitor = await Visitor.arrive(this.browser, url, options);
    this.visitors.push(visitor);
    return visitor;
  }

  /** A browser in which somebody is signed in. */
  async browserOf(account: RestClient, options?: BrowserContextOptions): Promise<Visitor> {
    const visitor = await this.visitor(options);
    const cookies = [...account.cookies].map(([name, value]) => ({ name, value, url: this.url }));
    await visitor.context.addCookies(cookies);
    return visitor;
  }
}

let rooms = 0;

/** A room that no other test has been in. */
export function freshRoom(): string {
  rooms += 1;
  return `room ${process.pid} ${rooms}`;
}
