import { Injectable } from '@nestjs/common';
import type { User } from '../../accounts/user.js';
import type { PolledRooms } from './polled-rooms.js';

/** What a topic is now, for one client. */
export interface TopicState {
  /** Another one: something may have changed. */
  version: string;
  /** What a client that knows another version is told, beside this one. */
  state: () => object;
}

/**
 * Something that changes and is no entry of a log: it has a state, but no history. Whoever polls says which version they know, under the
 * topic's name, and is told under that name as soon as there is another.
 */
export interface Topic {
  /** Field of the question, and of the answer. */
  readonly name: string;
  /** At once where it is remembered. Undefined: there is nothing of it for them. */
  stateFor(user: User | null, rooms: PolledRooms): TopicState | undefined | Promise<TopicState | undefined>;
}

/** Of a question: by the names of the topics that the client wants, the versions that it knows. */
export type KnownVersions = ReadonlyMap<string, string>;

/** Of an answer: what is to stand under the name of a topic. */
export interface TopicNews {
  name: string;
  json: object;
}

const NO_NEWS: readonly TopicNews[] = [];

/** The topics that features have registered. Whoever changes the state of one wakes the polls that it concerns. */
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

  /** Those of another version than the client knows. */
  newsFor(
    known: KnownVersions,
    user: User | null,
    rooms: PolledRooms,
  ): readonly TopicNews[] | Promise<readonly TopicNews[]> {
    if (known.size === 0) return NO_NEWS;
    const news = Array.from(known, ([name, version]) => {
      const state = this.#topics.get(name)?.stateFor(user, rooms);
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
