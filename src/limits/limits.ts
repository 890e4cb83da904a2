import { Injectable } from '@nestjs/common';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import { Config } from '../config/config.js';
import { PersonLimit } from './person-limit.js';
import { RateLimit, rateOf } from './rate-limit.js';
import { type Rate, SharedLimiters, limiterInMemory } from './shared-limiters.js';

const HOUR_S = 60 * 60;
/** A school or a company shares one address. */
const PEOPLE_BEHIND_AN_ADDRESS = 20;
/** This many failures at one account, from any address, count as an attack on it. */
const ATTACK: Rate = { count: 100, seconds: HOUR_S };
/**
 * Attempts left, during an attack, to an address that has never signed in to the account. The owner knows the password, so a few are
 * enough.
 */
const STRANGER: Rate = { count: 3, seconds: HOUR_S };
/** Successful checks of one account's password: its owner needs a few, and each costs a hash. */
const RIGHT_PASSWORDS: Rate = { count: 60, seconds: 300 };
/** Changes of a group's name or topic. */
const RENAMES: Rate = { count: 30, seconds: 600 };
const LINKS: Rate = { count: 20, seconds: HOUR_S };

/**
 * All rate limits. Posts and reads are counted by each node for itself, because they protect the node; everything else by all nodes
 * together. `LIMITS=off` lifts them.
 */
@Injectable()
export class Limits {
  /** Failures, by account and address. */
  readonly signIn: RateLimit;
  /** Failures at any account, by address. */
  readonly signInFromAddress: RateLimit;
  /** Failures from any address, by account. */
  readonly attack: RateLimit;
  /** Attempts during an attack, by account and address. */
  readonly stranger: RateLimit;
  /** Successes, by account. Nobody can use it up without the password. */
  readonly rightPasswords: RateLimit;
  /** By address. */
  readonly signUp: RateLimit;
  /** By user. */
  readonly signInLinks: RateLimit;
  /** Changes, such as messages, edits, deletions. */
  readonly posts: PersonLimit;
  /** Contacts that others did not ask for, such as friend requests, invitations and new direct rooms. */
  readonly requests: PersonLimit;
  /** New groups, and open rooms created by a form. */
  readonly rooms: PersonLimit;
  /** Group names and topics, by user; all members are told of each. */
  readonly renames: RateLimit;
  /** Everything read, except polls, assets and health checks. */
  readonly reads: PersonLimit;

  constructor(config: Config, limiters: SharedLimiters) {
    const limitOf = (make: () => RateLimiterAbstract): RateLimit =>
      new RateLimit(config.limited ? make() : undefined);
    const shared = (name: string, rate: Rate): RateLimit => limitOf(() => limiters.limiter(name, rate));
    const own = (rate: Rate): RateLimit => limitOf(() => limiterInMemory(rate));
    const sharedByPerson = (name: string, rate: Rate): PersonLimit =>
      new PersonLimit(shared(`${name} of a person`, rate), shared(`${name} of an address`, ofAddress(rate)));
    const ownByPerson = (rate: Rate): PersonLimit => new PersonLimit(own(rate), own(ofAddress(rate)));
    const signIn = rateOf(config.limitSignIn);
    this.signIn = shared('sign-in', signIn);
    this.signInFromAddress = shared('sign-in from an address', ofAddress(signIn));
    this.attack = shared('attack', ATTACK);
    this.stranger = shared('stranger', STRANGER);
    this.rightPasswords = shared('right passwords', RIGHT_PASSWORDS);
    this.signUp = shared('sign-up', rateOf(config.limitSignUp));
    this.signInLinks = shared('sign-in links', LINKS);
    this.posts = ownByPerson(rateOf(config.limitPosts));
    this.requests = sharedByPerson('requests', rateOf(config.limitRequests));
    this.rooms = sharedByPerson('rooms', rateOf(config.limitRooms));
    this.renames = shared('renames', RENAMES);
    this.reads = ownByPerson(rateOf(config.limitReads));
  }

  static readonly attackCount = ATTACK.count;
}

function ofAddress({ count, seconds }: Rate): Rate {
  return { count: count * PEOPLE_BEHIND_AN_ADDRESS, seconds };
}
