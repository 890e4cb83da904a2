/** Reads what a page of ours holds: enough for its own markup, no parser of HTML at large. */

const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  '#x27': "'",
  '#x3D': '=',
};

export function unescapeHtml(text: string): string {
  return text.replace(/&(#?\w+);/g, (entity, name: string) => ENTITIES[name] ?? entity);
}

/** The attributes of the first tag whose text matches; throws where there is none. */
export function attributes(html: string, tag: RegExp): Record<string, string> {
  const found = (html.match(/<[a-z][^>]*>/g) ?? []).find((text) => tag.test(text));
  if (found === undefined) throw new Error(`no tag ${String(tag)}`);
  const pairs = found.matchAll(/\s([\w-]+)(?:="([^"]*)")?/g);
  return Object.fromEntries([...pairs].map(([, name = '', value = '']) => [name, unescapeHtml(value)]));
}

/** What stands between a form's tags. */
export function form(html: string, action: string): string {
  const found = html.match(/<form[\s\S]*?<\/form>/g)?.find((text) => text.includes(`action="${action}"`));
  if (found === undefined) throw new Error(`no form to ${action}`);
  return found;
}

/** Ids of the messages in a page, in their order. */
export function messageIds(html: string): string[] {
  return [...html.matchAll(/<div class="message(?: continued)?" id="m([^"]+)"/g)].map(([, id = '']) => id);
}

/** The address under which a page names one of its scripts, style sheets or icons. */
export function assetPath(html: string, file: string): string {
  const path = html.split('"').find((one) => one.startsWith('/assets/') && one.endsWith(`/${file}`));
  if (path === undefined) throw new Error(`the page does not name ${file}`);
  return path;
}
