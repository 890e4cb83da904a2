import { Injectable } from '@nestjs/common';
import webpush from 'web-push';
import { NO_LOCK } from '../storage/lock.js';
import { Storage } from '../storage/storage.js';

export interface PushKeyPair {
  publicKey: string;
  privateKey: string;
}

/** The keys that push services know this installation by: made once, kept in the database, the same at all nodes and after every start. */
@Injectable()
export class PushKeys {
  #pair: Promise<PushKeyPair> | undefined;

  constructor(private readonly storage: Storage) {}

  /** Makes them if there are none yet. */
  async get(): Promise<PushKeyPair> {
    this.#pair ??= this.#findOrMake();
    try {
      return await this.#pair;
    } catch (error) {
      this.#pair = undefined;
      throw error;
    }
  }

  async #findOrMake(): Promise<PushKeyPair> {
    const found = await this.#find();
    if (found) return found;
    const { publicKey: public_key, privateKey: private_key } = webpush.generateVAPIDKeys();
    // Another node may be faster.
    await this.storage.transact({ lock: NO_LOCK }, (trx) =>
      trx
        .insertInto('push_keys')
        .values({ one: 1, public_key, private_key })
        .onConflict((conflict) => conflict.column('one').doNothing())
        .execute(),
    );
    return (await this.#find()) as PushKeyPair;
  }

  #find(): Promise<PushKeyPair | undefined> {
    return this.storage.reader
      .selectFrom('push_keys')
      .select(['public_key as publicKey', 'private_key as privateKey'])
      .executeTakeFirst();
  }
}
