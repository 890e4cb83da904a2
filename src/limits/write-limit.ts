import { Injectable } from '@nestjs/common';
import { addressBlock } from './address-block.js';
import { Limits } from './limits.js';

/** Whoever writes, as a session knows them. */
export interface Writer {
  user: { id: string } | null;
  idHash: string;
}

/** How much somebody may write: a person, and an address. Room for a lively talk, not for a flood. */
@Injectable()
export class WriteLimit {
  constructor(private readonly limits: Limits) {}

  /** Counts one thing written. Throws TOO_MANY_REQUESTS. */
  async take({ user, idHash }: Writer, address: string): Promise<void> {
    const block = addressBlock(address);
    await this.limits.postsFromAddress.take(block);
    try {
      await this.limits.posts.take(user?.id ?? idHash);
    } catch (error) {
      // It was not done: others at the address are not to suffer from it.
      await this.limits.postsFromAddress.giveBack(block);
      throw error;
    }
  }
}
