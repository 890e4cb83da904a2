import { attributes, form } from './html.js';
import type { Visitor } from './visitor.js';

/** What a browser asks for. */
export const HTML = { accept: 'text/html' };

/** Posts the form of a page as a browser without scripts does: its hidden fields, and what is typed. */
export async function fillIn(
  visitor: Visitor,
  path: string,
  action: string,
  typed: Record<string, string>,
): Promise<{ status: number; location: string | null; text: string; retryAfter: string | null }> {
  const page = form(await (await visitor.get(path, HTML)).text(), action);
  const hidden = [...page.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([tag]) =>
    attributes(tag, /hidden/),
  );
  const fields = Object.fromEntries(hidden.map(({ name = '', value = '' }) => [name, value]));
  const answer = await visitor.postRaw(action, new URLSearchParams({ ...fields, ...typed }), HTML);
  return {
    status: answer.status,
    location: answer.headers.get('location'),
    text: await answer.text(),
    retryAfter: answer.headers.get('retry-after'),
  };
}
