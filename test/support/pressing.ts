import { expect } from 'vitest';
import { HTML } from './fill-in.js';
import { attributes } from './html.js';
import { unescapeHtml } from './html-text.js';
import type { RestClient } from './rest-client.js';

interface Form {
  method: string;
  action: string;
  fields: Record<string, string>;
}

/** The page at a path, as a browser asks for it. */
export async function pageOf(who: RestClient, path: string, status = 200): Promise<string> {
  const answer = await who.get(path, HTML);
  expect([path, answer.status]).toEqual([path, status]);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  return answer.text();
}

/** The form with this button, as a browser without scripts would submit it. */
export function formWith(html: string, isIt: (label: string) => boolean): Form {
  const forms = [...html.matchAll(/<form[^>]*>[\s\S]*?<\/form>/g)].map(([whole]) => whole);
  const found = forms.find((whole) => {
    const [tag = '', text = ''] = /<button[^>]*type="submit"[^>]*>([\s\S]*?)<\/button>/.exec(whole) ?? [];
    return tag !== '' && isIt(unescapeHtml(attributes(tag, /<button/)['aria-label'] ?? text.trim()));
  });
  if (!found) throw new Error('there is no such button');
  const { method = '', action = '' } = attributes(found, /<form/);
  const hidden = [...found.matchAll(/<input type="hidden"[^>]*>/g)].map(([tag]) => attributes(tag, /hidden/));
  const fields = Object.fromEntries(hidden.map(({ name = '', value = '' }) => [name, value]));
  return { method, action, fields };
}

/** Presses a button that leads to another page. Resolves with that page. */
export async function press(
  who: RestClient,
  html: string,
  button: RegExp,
  chosen: object = {},
): Promise<string> {
  const { method, action, fields } = formWith(html, (label) => button.test(label));
  expect(method).toBe('get');
  return pageOf(who, `${action}?${new URLSearchParams({ ...fields, ...chosen }).toString()}`);
}

/** Presses the one dangerous button of a confirmation page. Resolves with the redirect's target. */
export async function confirm(who: RestClient, html: string, typed: object = {}): Promise<string | null> {
  expect(html.match(/<button class="button danger"/g)).toHaveLength(1);
  const [, text = ''] = /<button class="button danger"[^>]*>([^<]*)/.exec(html) ?? [];
  const { method, action, fields } = formWith(html, (label) => label === unescapeHtml(text));
  expect(method).toBe('post');
  const answer = await who.postRaw(action, new URLSearchParams({ ...fields, ...typed }), HTML);
  expect([action, answer.status]).toEqual([action, action.startsWith('/account') ? 303 : 302]);
  return answer.headers.get('location');
}

export function headingOf(html: string): string {
  return unescapeHtml(/<h1[^>]*>([^<]*)/.exec(html)?.[1] ?? '');
}

/** Where Cancel leads. */
export function cancelOf(html: string): string {
  return unescapeHtml(/<a class="button quiet" href="([^"]*)">Cancel/.exec(html)?.[1] ?? '');
}

/** What a form of a page would send again. */
export function filledIn(form: string): Record<string, string> {
  const inputs = [...form.matchAll(/<input[^>]*>/g)].map(([tag]) => attributes(tag, /<input/));
  const boxes = [...form.matchAll(/<textarea[^>]*name="(\w+)"[^>]*>\n([^<]*)/g)];
  return Object.fromEntries([
    ...inputs.map(({ name = '', value = '' }) => [name, value]),
    ...boxes.map(([, name = '', value = '']) => [name, unescapeHtml(value)]),
  ]);
}

/** Sends a form as a browser without scripts does. `stale`: its token is of a session that is over. */
export async function send(
  who: RestClient,
  action: string,
  typed: Record<string, string>,
  { stale = false, referer }: { stale?: boolean; referer?: string } = {},
): Promise<{ status: number; html: string }> {
  const token = stale ? 'stale' : who.token;
  const headers = { ...HTML, ...(referer === undefined ? {} : { referer }) };
  const answer = await who.postRaw(action, new URLSearchParams({ ...typed, _xsrf: token }), headers);
  return { status: answer.status, html: await answer.text() };
}
