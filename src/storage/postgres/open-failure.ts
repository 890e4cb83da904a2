import { ConfigError } from '../../config/load-config.js';
import { rootCause } from '../../root-cause.js';

/** What an error while connecting or preparing means, by SQLSTATE or by code of Node.js. Worded to follow the address. */
const WORDS: Record<string, string> = {
  ECONNREFUSED: 'does not answer. Start PostgreSQL there, or correct the host and port',
  ECONNRESET: 'closed the connection. Is it PostgreSQL?',
  EHOSTUNREACH: 'cannot be reached from here',
  ENETUNREACH: 'cannot be reached from here',
  ETIMEDOUT: 'does not answer. Correct the host and port, or open the firewall',
  ENOTFOUND: 'has a host name that nobody knows',
  EAI_AGAIN: 'has a host name that cannot be looked up at present',
  ENOENT: 'has no socket there. Start PostgreSQL, or correct the path',
  EACCES: 'has a socket that this user may not use',
  '28000': 'refuses this user, or wants TLS: see its pg_hba.conf',
  '28P01': 'refuses the user or the password',
  '3D000': 'has no database of this name. Create it first: createdb NAME',
  '42501': 'does not give this user the rights it needs',
  '25006': 'is read-only. Linger needs the primary, not a replica',
  '42P01': 'lacks a table that Linger once made there. Restore a backup of the whole schema',
  '42703': 'lacks a column that Linger once made there. Restore a backup of the whole schema',
  '53300': 'has no connection left. Raise its max_connections, or lower DATABASE_POOL',
  '53100': 'has a full disk. Free some space, then start again; nothing is lost',
  '57P03': 'is starting up. Try again in a moment',
  '55P03': 'is being migrated by another node, or filled by --move-to. Start again when that is done',
  CERT_HAS_EXPIRED: 'has a certificate that has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'has a certificate of its own making. Name its CA with sslrootcert=FILE',
  SELF_SIGNED_CERT_IN_CHAIN: 'has a certificate of an unknown CA. Name the CA with sslrootcert=FILE',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'has a certificate of an unknown CA. Name the CA with sslrootcert=FILE',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'has a certificate of an unknown CA. Name the CA with sslrootcert=FILE',
  ERR_TLS_CERT_ALTNAME_INVALID: 'has a certificate for another host name',
};

/** PgBouncer's words for a setting with which a connection may not start. Its code, 08P01, says less. */
const POOLER = /unsupported startup parameter/i;

/** Messages of the driver that come without a code. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/does not support SSL/, 'does not offer TLS. Set sslmode=disable if the network between is trusted'],
  [
    /timeout expired|connection timeout|timeout exceeded|read timeout/i,
    'does not answer. Correct the host and port, or open the firewall',
  ],
  [/terminated unexpectedly/, 'closed the connection. Is it PostgreSQL?'],
  [/not queryable/, 'closed the connection in the middle. Nothing was changed: try again'],
  [/password must be a string|no password/i, 'wants a password'],
];

/** The address without user and password. */
export function addressIn(url: string): string {
  const { host, pathname, searchParams } = new URL(url);
  return `${searchParams.get('host') ?? host}${pathname}`;
}

/** Turns an error while opening a database into a ConfigError that explains it, without the password. */
export function openFailure(url: string, error: unknown): ConfigError {
  if (error instanceof ConfigError) return error;
  const { code, message = '' } = rootCause(error) as { code?: string; message?: string };
  const reason = reasonOf(code, message) ?? 'cannot be used';
  const told = message.replaceAll(url, '…') || (code ?? '');
  return new ConfigError([`DATABASE_URL: ${addressIn(url)} ${reason} (${told}).`], { cause: error });
}

function reasonOf(code: string | undefined, message: string): string | undefined {
  if (POOLER.test(message))
    return 'is a pooler such as PgBouncer, which Linger cannot work through. Connect to PostgreSQL itself';
  if (code !== undefined) return WORDS[code];
  return PHRASES.find(([phrase]) => phrase.test(message))?.[1];
}
