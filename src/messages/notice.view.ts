import { Injectable } from '@nestjs/common';
import { DELETED_NAME } from '../deleted-name.js';
import { Translator } from '../i18n/translator.js';
import type { NoticeEntry } from '../log/entry.js';
import type { Author } from '../log/message.js';
import type { Notice } from '../log/entry-type.js';
import { isOwnLog, wireKey } from '../log/own-log.js';
import { Views } from '../views/views.js';
import { authorJson } from './author.view.js';

/**
 * The one renderer of notices, the same for every viewer: the HTML has the text in every language, and CSS
 * shows the page's own.
 */
@Injectable()
export class NoticeView {
  readonly #lines = new WeakMap<Notice, string>();
  readonly #partial: (context: object) => string;

  constructor(
    views: Views,
    private readonly translator: Translator,
  ) {
    this.#partial = views.partial('notice');
  }

  /** EventJson. */
  event(entry: NoticeEntry): string {
    const { room, seq, type, notice } = entry;
    const { at, by, detail } = notice;
    return JSON.stringify({
      room: wireKey(room),
      seq,
      type: type.name,
      [type.field]: {
        ...detail,
        ...(detail.user ? { user: authorJson(detail.user) } : {}),
        by: authorJson(by),
      },
      at: new Date(at).toISOString(),
      ...(isOwnLog(room) ? {} : { html: this.html(entry) }),
    });
  }

  /** `<p class="notice" id="n{id}">…</p>` */
  html(entry: NoticeEntry): string {
    let html = this.#lines.get(entry.notice);
    if (html === undefined) this.#lines.set(entry.notice, (html = this.#render(entry)));
    return html;
  }

  #render({ seq, type, notice }: NoticeEntry): string {
    const at = new Date(notice.at).toISOString();
    const { detail } = notice;
    const key = `notice.${type.name}.${type.line?.(detail) ?? detail.change}`;
    const lines = this.translator.lines(key, (language) =>
      namesIn(notice, this.translator.t(language, 'person.deleted')),
    );
    return this.#partial({
      id: notice.id,
      seq,
      at,
      day: at.slice(0, 10),
      clock: at.slice(11, 16),
      lines,
    }).trim();
  }
}

/**
 * Each name is between isolates (Unicode 6.3), so that a right-to-left name does not reorder the words around
 * it.
 */
function namesIn({ by, detail }: Notice, deleted: string): Record<string, string> {
  const nameOf = (author?: Author): string | undefined =>
    author?.name === DELETED_NAME ? deleted : author?.name;
  const names = { by: nameOf(by), user: nameOf(detail.user), name: detail['name'], topic: detail['topic'] };
  return Object.fromEntries(
    Object.entries(names).map(([name, text]) => [name, `\u2068${String(text)}\u2069`]),
  );
}
