import { beforeAll, beforeEach } from 'vitest';
import type { MeJson } from '../../src/accounts/dto/me.json.js';
import { RestClient } from './rest-client.js';
import type { Visitor } from './visitor.js';

/** Long, of nobody's list. */
export const PASSWORD = 'seven quiet herons';

/** Somebody with an account, who uses the REST surface. */
export interface Account extends RestClient {
  id: string;
  name: string;
}

/** Makes an account of this name, which nobody may have yet. */
export async function signedUp(
  { url }: { url: string },
  name: string,
  client?: RestClient,
): Promise<Account> {
  const person = client ?? (await RestClient.at(url));
  const answer = await person.postJson('/api/account', { name, password: PASSWORD });
  if (answer.status !== 201) throw new Error(`not signed up: ${answer.status} ${await answer.text()}`);
  return Object.assign(person, { id: ((await answer.json()) as { id: string }).id, name });
}

/** So many accounts, whose names begin alike. */
export function signedUpAll(server: { url: string }, ...names: string[]): Promise<Account[]> {
  return Promise.all(names.map((name) => signedUp(server, name)));
}

type Accounts<Names extends string[]> = { [Name in keyof Names]: Account };

const toBeSignedUp = (names: string[]) =>
  names.map((name) => Object.assign(new RestClient(''), { id: '', name }));

/** Accounts that all tests of a file share, signed up in this order before the first. */
export function sharedAccounts<Names extends string[]>(
  server: { url: string },
  ...names: Names
): Accounts<Names> {
  const people = toBeSignedUp(names);
  beforeAll(async () => {
    for (const person of people) await becomeAccount(server, person.name, person);
  });
  return people as Accounts<Names>;
}

/** Accounts that every test gets anew, under names that no other test has: each ends with a number. */
export function freshAccounts<Names extends string[]>(
  server: { url: string },
  ...names: Names
): Accounts<Names> {
  const people = toBeSignedUp(names);
  let made = 0;
  beforeEach(async () => {
    made += 1;
    for (const [i, person] of people.entries()) await becomeAccount(server, `${names[i]} ${made}`, person);
  });
  return people as Accounts<Names>;
}

async function becomeAccount(server: { url: string }, name: string, person: Account): Promise<void> {
  person.cookies.clear();
  Object.assign(person, { url: server.url, name });
  await person.me();
  await signedUp(server, name, person);
}

/** The same account on another device. */
export async function signedIn(
  { url }: { url: string },
  name: string,
  password = PASSWORD,
): Promise<RestClient> {
  const person = await RestClient.at(url);
  const answer = await person.postJson('/api/session', { name, password });
  if (answer.status !== 200) throw new Error(`not signed in: ${answer.status} ${await answer.text()}`);
  await answer.arrayBuffer();
  return person;
}

/** The id of the session of somebody's other device, as their list names it. */
export async function otherSessionOf(person: RestClient): Promise<string> {
  const { sessions } = (await (await person.get('/api/sessions')).json()) as {
    sessions: { id: string; current: boolean }[];
  };
  return sessions.find(({ current }) => !current)?.id ?? '';
}

/** As one with these cookies, but without what the original does later. */
export function copyOf(person: RestClient): RestClient {
  const copy = new RestClient(person.url);
  for (const [name, value] of person.cookies) copy.cookies.set(name, value);
  return copy;
}

/** Status and code of an answer. */
export async function refusal(
  answering: Promise<Response>,
): Promise<[status: number, code: string | undefined]> {
  const answer = await answering;
  const { code } = (await answer.json().catch(() => ({}))) as { code?: string };
  return [answer.status, code];
}

export const SESSION_ENDED = [401, 'SESSION_ENDED'];

/** Who a visitor is now. */
export async function meOf(visitor: Visitor): Promise<MeJson> {
  return (await (await visitor.get('/api/me')).json()) as MeJson;
}
