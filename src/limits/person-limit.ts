import type { RateLimit } from './rate-limit.js';

/** A limit for one person, and one for all people at one address together. */
export class PersonLimit {
  constructor(
    private readonly persons: RateLimit,
    private readonly addresses: RateLimit,
  ) {}

  /** Counts one event for the address (see `clientAddress`) and for the person, if they have an id. Throws TOO_MANY_REQUESTS. */
  async take(person: string | undefined, address: string): Promise<void> {
    await this.addresses.take(address);
    if (person === undefined) return;
    try {
      await this.persons.take(person);
    } catch (error) {
      // A refused action must not count against others at this address.
      await this.addresses.giveBack(address);
      throw error;
    }
  }
}
