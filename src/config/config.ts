import {
  IsDefined,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  Matches,
  Max,
  Min,
  MinLength,
  ValidateIf,
} from 'class-validator';
import { IsOrigin } from './is-origin.js';
import { IsPostgresUrl, NO_POSTGRES_URL } from './is-postgres-url.js';
import { IsProxyList } from './is-proxy-list.js';
import { IsPushServiceList } from './is-push-service-list.js';
import { Setting } from './setting.js';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Count, slash, seconds. */
const RATE = /^[1-9]\d{0,8}\/[1-9]\d{0,5}$/;

/**
 * The settings, read once from the environment by `loadConfig` and never changed. A new setting is one property here: the type of its
 * default decides how its text is read.
 */
export class Config {
  @Setting('PORT', 'port to listen on; 0 picks a free one')
  @IsInt()
  @Min(0)
  @Max(65535)
  readonly port: number = 8888;

  @Setting('HOST', 'address to listen on')
  @IsNotEmpty()
  readonly host: string = '0.0.0.0';

  @Setting('DATA_DIR', 'folder of the database and the generated secret')
  @IsNotEmpty()
  readonly dataDir: string = './data';

  @Setting(
    'DATABASE_URL',
    'postgres://user:password@host/name of a PostgreSQL 15 or later, in place of the file in DATA_DIR; may end with ?sslmode=verify-full&sslrootcert=FILE',
  )
  @IsOptional()
  @IsPostgresUrl({ message: NO_POSTGRES_URL })
  readonly databaseUrl: string | undefined = undefined;

  @Setting('DATABASE_SCHEMA', 'schema of that database, which Linger creates and nobody else uses')
  @Matches(/^[a-z_][a-z0-9_]{0,62}$/, {
    message: 'must be up to 63 small letters, digits and underscores, not beginning with a digit',
  })
  readonly databaseSchema: string = 'linger';

  @Setting(
    'DATABASE_POOL',
    'connections to that database that requests share; a node has three more, and for moments up to four to clean up',
  )
  @IsInt()
  @Min(2)
  @Max(500)
  readonly databasePool: number = 10;

  @Setting(
    'COOKIE_SECRET',
    'at least 32 random bytes that sign cookies, the same on all nodes; without DATABASE_URL it may be unset: one is generated once into DATA_DIR',
  )
  @ValidateIf(({ cookieSecret, databaseUrl }: Config) => (cookieSecret ?? databaseUrl) !== undefined)
  @IsDefined({
    message:
      'must be set if DATABASE_URL is set, to the same value on all nodes; for the first, take the output of: openssl rand -base64 32',
  })
  @MinLength(32, { message: 'must be at least 32 bytes long' })
  @Matches(/^(?!(.)\1*$)(?!.*(?:change.?me|secret|default|example|password))/i, {
    message: 'must be random, not a placeholder',
  })
  readonly cookieSecret: string | undefined = undefined;

  @Setting('BUFFER_SIZE', 'messages that the page of a room shows, and how far back a cursor may point')
  @IsInt()
  @Min(1)
  @Max(10_000)
  readonly bufferSize: number = 200;

  @Setting(
    'HOLD_MS',
    'how long a poll is held when there is nothing new, in milliseconds; shortened by up to 20 % at random',
  )
  @IsInt()
  @Min(100)
  @Max(50_000)
  readonly holdMs: number = 25_000;

  @Setting('MAX_BODY_CHARS', 'maximum length of a message in characters (code points)')
  @IsInt()
  @Min(1)
  @Max(100_000)
  readonly maxBodyChars: number = 4000;

  @Setting(
    'PUBLIC_URL',
    'address that people use, such as https://chat.example.org; other hosts are refused, and https makes cookies Secure',
  )
  @IsOptional()
  @IsOrigin({ message: 'must be http:// or https:// followed by a host, without a path' })
  readonly publicUrl: string | undefined = undefined;

  @Setting(
    'TRUST_PROXY',
    'addresses or networks of reverse proxies whose X-Forwarded-For is trusted, separated by commas',
  )
  @IsOptional()
  @IsProxyList({
    message: 'must be IP addresses, networks such as 10.0.0.0/8, or loopback, linklocal, uniquelocal',
  })
  readonly trustProxy: string | undefined = undefined;

  @Setting('SIGN_UP', 'who may sign up: anyone or nobody')
  @IsIn(['anyone', 'nobody'], { message: 'must be anyone or nobody' })
  readonly signUp: string = 'anyone';

  @Setting('GUESTS', 'no requires everyone to sign in, to read as well as to write')
  @IsIn(['yes', 'no'], { message: 'must be yes or no' })
  readonly guests: string = 'yes';

  @Setting(
    'PUSH_SERVICES',
    'hosts that push notifications may be sent to, separated by commas, *. for all below a name; known for those of Chrome, Edge, Firefox and Safari; none switches them off',
  )
  @IsPushServiceList({
    message: 'must be known, none, or hosts such as push.example.org and *.push.example.org',
  })
  readonly pushServices: string = 'known';

  @Setting(
    'LIMIT_SIGN_IN',
    'failed sign-ins to one account from one address, as count/seconds; 20 times as many per address over all accounts',
  )
  @Matches(RATE, { message: 'must be a count and seconds, such as 10/300' })
  readonly limitSignIn: string = '10/300';

  @Setting('LIMIT_SIGN_UP', 'accounts created from one address, as count/seconds')
  @Matches(RATE, { message: 'must be a count and seconds, such as 60/3600' })
  readonly limitSignUp: string = '60/3600';

  @Setting(
    'LIMIT_POSTS',
    'changes per person, such as messages, as count/seconds, at each node; 20 times as many per address',
  )
  @Matches(RATE, { message: 'must be a count and seconds, such as 1000/60' })
  readonly limitPosts: string = '1000/60';

  @Setting(
    'LIMIT_READS',
    'page views and API reads per person, not counting polls, as count/seconds, at each node; 20 times as many per address',
  )
  @Matches(RATE, { message: 'must be a count and seconds, such as 1000/60' })
  readonly limitReads: string = '1000/60';

  @Setting(
    'LIMIT_REQUESTS',
    'friend requests, group invitations and new direct conversations per person, as count/seconds; 20 times as many per address',
  )
  @Matches(RATE, { message: 'must be a count and seconds, such as 30/3600' })
  readonly limitRequests: string = '30/3600';

  @Setting(
    'LIMIT_ROOMS',
    'groups and open rooms (by a form) created per person, as count/seconds; 20 times as many per address',
  )
  @Matches(RATE, { message: 'must be a count and seconds, such as 20/3600' })
  readonly limitRooms: string = '20/3600';

  @Setting(
    'LIMITS',
    'off lifts these limits and the quotas of held polls, for load tests on your own machine',
  )
  @IsIn(['on', 'off'], { message: 'must be on or off' })
  readonly limits: string = 'on';

  @Setting('LOG_LEVEL', `one of ${LOG_LEVELS.join(', ')}`)
  @IsIn(LOG_LEVELS, { message: `must be one of ${LOG_LEVELS.join(', ')}` })
  readonly logLevel: string = 'info';

  /** True if people reach the chat over HTTPS. */
  get secure(): boolean {
    return this.publicUrl?.startsWith('https:') ?? false;
  }

  get guestsEnter(): boolean {
    return this.guests === 'yes';
  }

  get anyoneSignsUp(): boolean {
    return this.signUp === 'anyone';
  }

  get limited(): boolean {
    return this.limits === 'on';
  }

  /**
   * The longest request body accepted, in bytes: the longest message, if every character is percent-encoded, and space for other fields.
   */
  get maxRequestBytes(): number {
    return Math.max(64 * 1024, this.maxBodyChars * 12 + 8 * 1024);
  }
}
