import { Injectable } from '@nestjs/common';
import type { User } from '../../accounts/user.js';
import type { PolledRooms } from './polled-rooms.js';

/** The topic of who is present: whoever asks for it is also seen. */
export const HERE = 'here';

/** The present state of a topic, for one client. */
export interface TopicState {
  /** A different version: something may have changed. */
  version: string;
  /** The fields that are sent beside the version to a client that knows another one. */
  state: () => object;
}

/**
 * State without history: it changes, but is not an entry of a log. A client sends the version it knows in a
 * field with the topic's name, and gets the new state in a field of the same name as soon as the version
 * differs.
 */
export interface Topic {
  /** Name of the field, in the query and in the answer. */
  readonly name: string;
  /** Synchronous if cached. `known` is the version that the client has. Undefined if the topic has nothing for this user. */
  stateFor(
    user: User | null,
    rooms: PolledRooms,
    known: string,
  ): TopicState | undefined | Promise<TopicState | undefined>;
}

/** The versions that the client knows, by topic name. Topics that it does not want are absent. */
export type KnownVersions = ReadonlyMap<string, string>;

/** One topic's field in an answer. */
export interface TopicNews {
  name: string;
  json: object;
}

const NO_NEWS: readonly TopicNews[] = [];

/**
 * The topics that features have registered. A feature that changes the state of its topic also wakes the
 * polls concerned.
 */
@Injectable()
export class Topics {
  readonly #topics = new Map<string, Topic>();
  #names: readonly string[] = [];

  get names(): readonly string[] {
    return this.#names;
  }

  register(topic: Topic): void {
    this.#names = [...this.#names, topic.name];
    this.#topics.set(topic.name, topic);
  }

  /** The topics whose version differs from the one the client knows. */
  newsFor(
    known: KnownVersions,
    user: User | null,
    rooms: PolledRooms,
  ): readonly TopicNews[] | Promise<readonly TopicNews[]> {
    if (known.size === 0) return NO_NEWS;
    const news = Array.from(known, ([name, version]) => {
      const state = this.#topics.get(name)?.stateFor(user, rooms, version);
      return state instanceof Promise
        ? state.then((now) => newsIn(name, version, now))
        : newsIn(name, version, state);
    });
    return news.some((one) => one instanceof Promise) ? allOf(news) : present(news as TopicNews[]);
  }
}

async function allOf(
  news: readonly (TopicNews | undefined | Promise<TopicNews | undefined>)[],
): Promise<readonly TopicNews[]> {
  const all: (TopicNews | undefined)[] = [];
  for (const one of news) all.push(await one);
  return present(all);
}

function newsIn(name: string, known: string, now: TopicState | undefined): TopicNews | undefined {
  if (!now || now.version === known) return undefined;
  return { name, json: { version: now.version, ...now.state() } };
}

function present(news: readonly (TopicNews | undefined)[]): readonly TopicNews[] {
  const found = news.filter((one) => one !== undefined);
  return found.length > 0 ? found : NO_NEWS;
}
