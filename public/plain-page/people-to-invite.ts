import type { Person } from '../server/person.js';
import { get } from '../server/request.js';

const MAX_SUGGESTED = 8;

/** Somebody whose name begins as typed. */
export interface Suggestion extends Person {
  /** Where they are already: in the group, or invited to it. */
  already?: 'member' | 'invited';
}

/** Friends of the reader, and who does not need an invitation. */
interface Known {
  friends: Person[];
  already: Map<string, 'member' | 'invited'>;
}

/** Suggests whom to invite to a group: friends first, then anyone with an account. */
export class PeopleToInvite {
  readonly #room: string;
  #known: Promise<Known> | undefined;

  constructor(room: string) {
    this.#room = room;
  }

  /** @throws {RequestError} */
  async startingWith(typed: string): Promise<Suggestion[]> {
    this.#known ??= this.#read();
    const search = get<{ people: Person[] }>(
      `/api/people?${new URLSearchParams({ name: typed }).toString()}`,
    );
    const [{ friends, already }, { people }] = await Promise.all([this.#known, search]);
    const near = friends.filter(({ name }) => folded(name).startsWith(folded(typed)));
    const others = people.filter(({ id }) => !near.some((friend) => friend.id === id));
    return [...near, ...others].slice(0, MAX_SUGGESTED).map((person) => {
      const where = already.get(person.id);
      return where ? { ...person, already: where } : person;
    });
  }

  async #read(): Promise<Known> {
    const room = `/api/rooms/${encodeURIComponent(this.#room)}`;
    try {
      const [{ friends }, { members }, { invited }] = await Promise.all([
        get<{ friends: Person[] }>('/api/friends'),
        get<{ members: Person[] }>(`${room}/members`),
        get<{ invited: { user: Person }[] }>(`${room}/invitations`),
      ]);
      const already = new Map<string, 'member' | 'invited'>();
      for (const { user } of invited) already.set(user.id, 'invited');
      for (const { id } of members) already.set(id, 'member');
      return { friends, already };
    } catch (error) {
      this.#known = undefined;
      throw error;
    }
  }
}

/** Nearly as the server compares names (`nameKey`): it matters only which friends come first. */
function folded(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}
