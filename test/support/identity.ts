import { attributes } from './html.js';
import { Visitor } from './visitor.js';

const CURSOR_OF_BEGINNING = '00000000-0000-0000-0000-000000000000';

/** Who a page that a browser has just loaded says it acts for. */
export async function actorOf(browser: Visitor): Promise<string> {
  const page = await (await browser.get('/')).text();
  return attributes(page, /name="acting_as"/)['value'] ?? '';
}

/** Who has said what in a room. */
export async function textsIn({ url }: { url: string }, room: string): Promise<string[]> {
  const reader = await Visitor.at(url);
  const { messages = [] } = await reader.poll({ room, cursor: CURSOR_OF_BEGINNING, wait: '0' });
  return messages.map(({ body, author }) => `${author.name}: ${body}`);
}

/** The hidden fields of a form, as a browser sends them. */
export function hidden(html: string): Record<string, string> {
  const tags = html.match(/<input type="hidden"[^>]*>/g) ?? [];
  const pairs = tags.map((tag) => attributes(tag, /hidden/));
  return Object.fromEntries(pairs.map(({ name = '', value = '' }) => [name, value]));
}
