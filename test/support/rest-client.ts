import type { MeJson } from '../../src/accounts/dto/me.json.js';
import type { EntriesJson } from '../../src/messages/dto/entries.json.js';
import type { MessageJson } from '../../src/messages/dto/message.json.js';
import type { UpdatesJson } from '../../src/polls/rest/dto/updates.json.js';
import { held } from './holding.js';
import type { TestApp } from './test-app.js';
import { Visitor } from './visitor.js';

export type Positions = Record<string, number>;

export interface UpdatesOptions {
  wait?: number;
  limit?: number;
  epoch?: string;
  marks?: string;
  here?: string;
}

/** A visitor who uses the REST surface, as a program does: JSON, and the token in a header. */
export class RestClient extends Visitor {
  /** A visitor who knows who they are. */
  static override async at(url: string): Promise<RestClient> {
    const client = new RestClient(url);
    await client.me();
    return client;
  }

  async me(): Promise<MeJson> {
    return (await answered(await this.get('/api/me'), 200)) as MeJson;
  }

  /** Posts JSON with the token; whatever the answer is. */
  async postJson(path: string, body: object, signal?: AbortSignal): Promise<Response> {
    const headers = { 'content-type': 'application/json', 'x-xsrftoken': this.token };
    return this.postRaw(path, JSON.stringify(body), headers, signal);
  }

  /** Sends a message; throws unless it was stored, now or before. */
  async say(room: string, body: string, clientId?: string): Promise<MessageJson> {
    const fields = { body, ...(clientId === undefined ? {} : { client_id: clientId }) };
    return (await answered(await this.postJson(messagesPath(room), fields), 201)) as MessageJson;
  }

  /** Gives a message another text; throws if that is refused. */
  async edit(message: MessageJson, body: string): Promise<MessageJson> {
    return (await answered(await this.postJson(editPath(message), { body }), 200)) as MessageJson;
  }

  /** Deletes a message; throws if that is refused. */
  async remove(message: MessageJson): Promise<MessageJson> {
    return (await answered(await this.postJson(deletePath(message), {}), 200)) as MessageJson;
  }

  async entries(room: string, query: Record<string, string | number> = {}): Promise<EntriesJson> {
    const path = `/api/rooms/${encodeURIComponent(room)}/entries?${String(new URLSearchParams(texts(query)))}`;
    return (await answered(await this.get(path), 200)) as EntriesJson;
  }

  /** One poll by GET; throws unless it was answered 200. */
  async updates(after: Positions, options: UpdatesOptions = {}, signal?: AbortSignal): Promise<UpdatesJson> {
    return (await answered(await this.get(updatesPath(after, options), {}, signal), 200)) as UpdatesJson;
  }

  /** Starts a poll and resolves when it is held. */
  async hold(
    server: TestApp,
    after: Positions,
    options: UpdatesOptions = {},
    signal?: AbortSignal,
  ): Promise<{ answer: Promise<UpdatesJson> }> {
    const before = server.heldPolls.count;
    const answer = this.updates(after, options, signal);
    await held(server, before + 1);
    return { answer };
  }
}

export function messagesPath(room: string): string {
  return `/api/rooms/${encodeURIComponent(room)}/messages`;
}

export function editPath({ room, id }: Pick<MessageJson, 'room' | 'id'>): string {
  return `${messagesPath(room)}/${id}/edit`;
}

export function deletePath({ room, id }: Pick<MessageJson, 'room' | 'id'>): string {
  return `${messagesPath(room)}/${id}/delete`;
}

export function updatesPath(after: Positions, options: UpdatesOptions = {}): string {
  const pairs = Object.entries(after).map(([room, seq]) => `${encodeURIComponent(room)}:${seq}`);
  const rest = Object.entries(texts({ ...options })).map(([name, value]) => `&${name}=${value}`);
  return `/api/updates?after=${pairs.join(',')}${rest.join('')}`;
}

function texts(values: Record<string, string | number>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}

async function answered(answer: Response, status: number): Promise<unknown> {
  if (answer.status !== status) throw new Error(`${answer.url}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}
