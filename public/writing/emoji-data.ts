import type { Emoji as PickerEmoji } from 'emoji-picker-element/shared.js';
import type { PersonalStorage } from '../storage/personal-storage.js';

const RECENT = 'emoji/recent';
const SKIN_TONE = 'emoji/skin-tone';
const MAX_RECENT = 24;

export type Emoji = Extract<PickerEmoji, { unicode: string }>;

interface Loaded extends Emoji {
  /** What it is found by, in small letters. */
  words: string[];
}

/**
 * The emoji in the page's language. The picker takes it in place of its own database, which would keep what somebody used in IndexedDB, for
 * whoever uses the browser next.
 */
export class EmojiData {
  readonly dataSource: string;
  readonly locale: string;
  readonly #storage: PersonalStorage;
  #loading: Promise<Loaded[]> | undefined;
  customEmoji = [];

  /** @param dataSource address of the data, which the build makes */
  constructor(dataSource: string, locale: string, storage: PersonalStorage) {
    this.dataSource = dataSource;
    this.locale = locale;
    this.#storage = storage;
  }

  /** The one of this short name, then those with a name that begins as typed, then those with a word that does. */
  async startingWith(typed: string, limit: number): Promise<Emoji[]> {
    const wanted = typed.toLowerCase();
    const rank = ({ shortcodes = [], annotation }: Emoji): number => {
      if (shortcodes.includes(wanted)) return 0;
      return [...shortcodes, annotation].some((name) => name.startsWith(wanted)) ? 1 : 2;
    };
    const found = await this.getEmojiBySearchQuery(typed);
    return found.toSorted((one, other) => rank(one) - rank(other)).slice(0, limit);
  }

  async ready(): Promise<void> {
    await this.#all();
  }

  async getEmojiByGroup(group: number): Promise<Emoji[]> {
    return (await this.#all()).filter((emoji) => emoji.group === group);
  }

  async getEmojiBySearchQuery(query: string): Promise<Emoji[]> {
    const wanted = wordsOf(query);
    const all = await this.#all();
    return all.filter(({ words }) => wanted.every((one) => words.some((word) => word.startsWith(one))));
  }

  async getEmojiByUnicodeOrName(unicode: string): Promise<Emoji | null> {
    return (await this.#all()).find((emoji) => emoji.unicode === unicode) ?? null;
  }

  async getTopFavoriteEmoji(limit: number): Promise<Emoji[]> {
    const all = await this.#all();
    const recent = this.#recent.flatMap((one) => all.find(({ unicode }) => unicode === one) ?? []);
    return recent.slice(0, limit);
  }

  async incrementFavoriteEmojiCount(unicode: string): Promise<void> {
    const recent = [unicode, ...this.#recent.filter((one) => one !== unicode)];
    this.#storage.set(RECENT, recent.slice(0, MAX_RECENT).join(' '));
  }

  async getPreferredSkinTone(): Promise<number> {
    return Number(this.#storage.get(SKIN_TONE) ?? 0);
  }

  async setPreferredSkinTone(tone: number): Promise<void> {
    this.#storage.set(SKIN_TONE, String(tone));
  }

  async close(): Promise<void> {}

  get #recent(): string[] {
    return this.#storage.get(RECENT)?.split(' ') ?? [];
  }

  #all(): Promise<Loaded[]> {
    this.#loading ??= load(this.dataSource).catch((error: unknown) => {
      this.#loading = undefined;
      throw error;
    });
    return this.#loading;
  }
}

async function load(url: string): Promise<Loaded[]> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  const all = (await answer.json()) as Emoji[];
  return all.map((emoji) => {
    const names = [emoji.annotation, ...(emoji.shortcodes ?? []), ...(emoji.tags ?? [])];
    return { ...emoji, words: [...names.map((name) => name.toLowerCase()), ...names.flatMap(wordsOf)] };
  });
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[\s_:,]+/)
    .filter(Boolean);
}
