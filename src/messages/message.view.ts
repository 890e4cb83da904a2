import { Injectable } from '@nestjs/common';
import { JsonBytes } from '../json-bytes.js';
import type { Entry } from '../log/entry.js';
import { Views } from '../views/views.js';

/** A message as both surfaces tell it. The same for every viewer, language and time zone. */
export interface MessageJson {
  id: string;
  room: string;
  seq: number;
  body: string;
  /** `<div class="message" id="m{id}">…</div>`, everything escaped. */
  html: string;
  author: { id: string; name: string };
  /** ISO 8601, UTC. */
  at: string;
  client_id?: string;
}

interface Rendered {
  html: string;
  /** MessageJson, as text. */
  json: string;
}

/** The one renderer of messages. Each is rendered once and kept for as long as its entry is in memory. */
@Injectable()
export class MessageView {
  readonly #rendered = new WeakMap<Entry, Rendered>();
  readonly #partial: (context: object) => string;

  constructor(views: Views) {
    this.#partial = views.partial('message');
  }

  html(message: Entry): string {
    return this.#render(message).html;
  }

  json(message: Entry): string {
    return this.#render(message).json;
  }

  /** The seed surface's answer to a poll. `gap`: something before these was left out. */
  updates(messages: readonly Entry[], gap = false): JsonBytes {
    const list = messages.map((message) => this.json(message)).join(',');
    return new JsonBytes(`{"messages":[${list}]${gap ? ',"gap":true' : ''}}`);
  }

  #render(message: Entry): Rendered {
    let rendered = this.#rendered.get(message);
    if (!rendered) {
      const html = this.#renderHtml(message);
      rendered = { html, json: JSON.stringify(toJson(message, html)) };
      this.#rendered.set(message, rendered);
    }
    return rendered;
  }

  #renderHtml({ id, at, author, body }: Entry): string {
    const iso = new Date(at).toISOString();
    return this.#partial({ id, at: iso, clock: iso.slice(11, 16), author, body }).trim();
  }
}

function toJson({ id, room, seq, body, author, at, clientId }: Entry, html: string): MessageJson {
  const json: MessageJson = { id, room, seq, body, html, author, at: new Date(at).toISOString() };
  return clientId === null ? json : { ...json, client_id: clientId };
}
