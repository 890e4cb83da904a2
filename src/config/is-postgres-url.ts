import { ValidateBy, type ValidationOptions } from 'class-validator';

/** Says what an address must look like. */
export const NO_POSTGRES_URL =
  'must be postgres://user:password@host:port/name, in which other characters of the password than letters and digits are percent-encoded';

/** Accepts `postgres://` and `postgresql://` with a host and the name of a database. */
export function isPostgresUrl(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, pathname, searchParams } = new URL(value);
  const namesHost = /^postgres(?:ql)?:\/\/(?:[^@/]*@)?[^/@?]+\//.test(value) || searchParams.has('host');
  return /^postgres(?:ql)?:$/.test(protocol) && namesHost && pathname.length > 1;
}

export function IsPostgresUrl(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy({ name: 'isPostgresUrl', validator: { validate: isPostgresUrl } }, options);
}
