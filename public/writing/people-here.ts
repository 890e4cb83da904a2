import type { Person } from '../server/person.js';
import { get } from '../server/request.js';

const MAX_SUGGESTED = 8;

export interface PersonHere extends Person {
  guest?: true;
}

/** Finds the people of a room by the beginning of their name. */
export class PeopleHere {
  readonly #url: string;
  /** The last text with which nobody's name begins. */
  #nobody: string | undefined;

  /** @param url of the room's people */
  constructor(url: string) {
    this.#url = url;
  }

  /** @throws {RequestError} */
  async startingWith(typed: string): Promise<PersonHere[]> {
    // Most of what follows an @ and a name is the rest of a sentence.
    const nobody = this.#nobody;
    if (nobody && typed.length > nobody.length && typed.startsWith(nobody)) return [];
    const query = new URLSearchParams({ name: typed });
    const { people } = await get<{ people: PersonHere[] }>(`${this.#url}?${query}`);
    this.#nobody = people.length === 0 ? typed : undefined;
    return people.slice(0, MAX_SUGGESTED);
  }
}
