import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { PersonLimit } from './person-limit.js';
import { type Rate, RateLimit, rateOf } from './rate-limit.js';

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

/** All rate limits. `LIMITS=off` lifts them. */
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
  /** New groups. */
  readonly rooms: PersonLimit;
  /** Group names and topics, by user; all members are told of each. */
  readonly renames: RateLimit;
  /** Everything read, except polls, assets and health checks. */
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
