import { Injectable } from '@nestjs/common';
import { DELETED_NAME } from '../deleted-name.js';
import { JsonBytes } from '../json-bytes.js';
import type { Entry } from '../log/entry.js';
import type { Message } from '../log/message.js';
import { type Line, Translator } from '../i18n/translator.js';
import { Views } from '../views/views.js';
import { authorJson } from './author.view.js';
import { initialsOf, tintOf } from './avatar.js';
import type { MessageJson } from './dto/message.json.js';
import { type Hidden, isHidden } from './hidden.js';
import { NoticeView } from './notice.view.js';

interface Rendered {
  html: string;
  /** MessageJson as text. */
  json: string;
}

/**
 * The one renderer of messages, the same for every viewer, language and time zone. Each state of a message is
 * rendered once and cached while the message is in memory.
 */
@Injectable()
export class MessageView {
  readonly #rendered = new WeakMap<Message, Rendered>();
  readonly #partial: (context: object) => string;
  /** In every language; CSS shows the page's own. */
  readonly #guest: readonly Line[];
  readonly #deleted: readonly Line[];

  constructor(
    views: Views,
    private readonly notices: NoticeView,
    translator: Translator,
  ) {
    this.#guest = translator.lines('person.mark');
    this.#deleted = translator.lines('person.deleted');
    this.#partial = views.partial('message');
  }

  /** Empty for a deleted message. */
  html(message: Message): string {
    return this.#render(message).html;
  }

  /** MessageJson. */
  json(message: Message): string {
    return this.#render(message).json;
  }

  /** EventJson, also of a notice. If the author is hidden, the entry has no content. */
  event(entry: Entry, hidden: Hidden): string {
    if (isHidden(entry, hidden))
      return `{"room":${JSON.stringify(entry.room)},"seq":${entry.seq},"type":"hidden"}`;
    if (!entry.message) return this.notices.event(entry);
    const { room, seq, type, message } = entry;
    return `{"room":${JSON.stringify(room)},"seq":${seq},"type":"${type.name}","message":${this.json(message)}}`;
  }

  /** The Tornado surface's answer to a poll. `gap`: earlier messages were left out. */
  updates(messages: readonly Message[], gap = false): JsonBytes {
    const list = messages.map((message) => this.json(message)).join(',');
    return JsonBytes.of(`{"messages":[${list}]${gap ? ',"gap":true' : ''}}`);
  }

  #render(message: Message): Rendered {
    let rendered = this.#rendered.get(message);
    if (!rendered) {
      const html = message.deleted ? '' : this.#renderHtml(message);
      rendered = { html, json: JSON.stringify(toJson(message, html)) };
      this.#rendered.set(message, rendered);
    }
    return rendered;
  }

  #renderHtml({ id, seq, changedSeq, at, editedAt, author, body, mentions }: Message): string {
    const iso = new Date(at).toISOString();
    const editedIso = editedAt === null ? undefined : new Date(editedAt).toISOString();
    const isDeleted = author.name === DELETED_NAME;
    const context = {
      id,
      seq,
      changedSeq,
      at: iso,
      day: iso.slice(0, 10),
      clock: iso.slice(11, 16),
      editedAt: editedIso,
      author,
      tint: tintOf(author.id),
      initials: isDeleted ? '' : initialsOf(author.name),
      mentions: mentions?.join(' '),
      body,
      guest: author.guest && this.#guest,
      deleted: isDeleted && this.#deleted,
    };
    return this.#partial(context).trim();
  }
}

function toJson(message: Message, html: string): MessageJson {
  const { id, room, seq, body, author, at, clientId, mentions, editedAt, changedSeq, deleted } = message;
  return {
    id,
    room,
    seq,
    body,
    html,
    author: authorJson(author),
    at: new Date(at).toISOString(),
    ...(clientId === null ? {} : { client_id: clientId }),
    ...(mentions ? { mentions } : {}),
    ...(editedAt === null ? {} : { edited_at: new Date(editedAt).toISOString() }),
    changed_seq: changedSeq,
    ...(deleted ? { deleted } : {}),
  };
}
