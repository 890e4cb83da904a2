import { addressBlock } from './address-block.js';
import type { RateLimit } from './rate-limit.js';

/** How often one person may do something, and all who come from one address together. */
export class PersonLimit {
  constructor(
    private readonly persons: RateLimit,
    private readonly addresses: RateLimit,
  ) {}

  /** Counts one, by a person's id and their IP address. Throws TOO_MANY_REQUESTS. */
  async take(person: string, address: string): Promise<void> {
    const block = addressBlock(address);
    await this.addresses.take(block);
    try {
      await this.persons.take(person);
    } catch (error) {
      // It was not done: others at the address are not to suffer from it.
      await this.addresses.giveBack(block);
      throw error;
    }
  }
}
