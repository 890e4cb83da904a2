import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { PersonLimit } from './person-limit.js';
import { type Rate, RateLimit, rateOf } from './rate-limit.js';

const HOUR_S = 60 * 60;
/** A school or a company shares one address. */
const PEOPLE_BEHIND_AN_ADDRESS = 20;
/** Failures to sign in to one account, from anywhere: from then on it is under attack. */
const ATTACK: Rate = { count: 100, seconds: HOUR_S };
/** What an address may then try that has never signed in to this account: its owner, elsewhere, knows the password. */
const STRANGER: Rate = { count: 3, seconds: HOUR_S };
/** Passwords of one account that were right: its owner needs a few, and each costs a hash. */
const RIGHT_PASSWORDS: Rate = { count: 60, seconds: 300 };
/** Groups renamed, and topics set. */
const RENAMES: Rate = { count: 30, seconds: 600 };
const LINKS: Rate = { count: 20, seconds: HOUR_S };

/** Every limit there is on how often something may be done. `LIMITS=off` lifts them. */
@Injectable()
export class Limits {
  /** By account and address: failures. */
  readonly signIn: RateLimit;
  /** By address: failures, whatever the account is. */
  readonly signInFromAddress: RateLimit;
  /** By account: failures, wherever they come from. */
  readonly attack: RateLimit;
  /** By account and address, while the account is under attack. */
  readonly stranger: RateLimit;
  /** By account: successes. Whoever does not know the password cannot use it up. */
  readonly rightPasswords: RateLimit;
  /** By address. */
  readonly signUp: RateLimit;
  /** By user. */
  readonly signInLinks: RateLimit;
  /** Whatever changes something, such as messages, edits, deletions. */
  readonly posts: PersonLimit;
  /** What comes to others unasked, such as requests and invitations. */
  readonly requests: PersonLimit;
  /** Groups that are founded. */
  readonly rooms: PersonLimit;
  /** By user: what all members of a group are told. */
  readonly renames: RateLimit;
  /** Whatever is looked at, but for polls, assets and health. */
  readonly reads: PersonLimit;

  constructor(config: Config) {
    const limit = (rate: Rate): RateLimit => new RateLimit(config.limited ? rate : undefined);
    const signIn = rateOf(config.limitSignIn);
    const byPerson = (rate: Rate): PersonLimit => new PersonLimit(limit(rate), limit(shared(rate)));
    this.signIn = limit(signIn);
    this.signInFromAddress = limit(shared(signIn));
    this.attack = limit(ATTACK);
    this.stranger = limit(STRANGER);
    this.rightPasswords = limit(RIGHT_PASSWORDS);
    this.signUp = limit(rateOf(config.limitSignUp));
    this.signInLinks = limit(LINKS);
    this.posts = byPerson(rateOf(config.limitPosts));
    this.requests = byPerson(rateOf(config.limitRequests));
    this.rooms = byPerson(rateOf(config.limitRooms));
    this.renames = limit(RENAMES);
    this.reads = byPerson(rateOf(config.limitReads));
  }

  static readonly attackCount = ATTACK.count;
}

function shared({ count, seconds }: Rate): Rate {
  return { count: count * PEOPLE_BEHIND_AN_ADDRESS, seconds };
}
