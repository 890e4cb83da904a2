import type { RateLimit } from './rate-limit.js';

/** How often one person may do something, and all who come from one address together. */
export class PersonLimit {
  constructor(
    private readonly persons: RateLimit,
    private readonly addresses: RateLimit,
  ) {}

  /** Counts one, by a person's id, if they have one, and where they come from (see `clientAddress`). Throws TOO_MANY_REQUESTS. */
  async take(person: string | undefined, address: string): Promise<void> {
    await this.addresses.take(address);
    if (person === undefined) return;
    try {
      await this.persons.take(person);
    } catch (error) {
      // It was not done: others at the address are not to suffer from it.
      await this.addresses.giveBack(address);
      throw error;
    }
  }
}
