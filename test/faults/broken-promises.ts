import { Visitor } from '../support/visitor.js';
import { type State, type Talker, textOf } from './talkers.js';

interface Event {
  seq: number;
  type: 'message' | 'edit' | 'deletion';
  message: { body: string; client_id?: string; deleted?: boolean };
}

const STATES: State[] = ['sent', 'edited', 'deleted'];

/**
 * What the history of the lobby holds against the promises of delivery: something acknowledged that is not there or in
 * another state, a message that is there twice, a hole among the seqs, one talker's messages out of their order.
 */
export async function brokenPromises(url: string, talkers: readonly Talker[]): Promise<string[]> {
  const events = await historyAt(url);
  const messages = events.filter(({ type }) => type === 'message').map(({ message }) => message);
  const ids = messages.map((message) => message.client_id ?? 'nobody');
  const states = new Map(messages.map((message, i) => [ids[i] ?? '', stateOf(message)]));
  return [
    ...talkers.flatMap(({ acknowledged }) => [...acknowledged].flatMap(([id, may]) => lost(id, may, states))),
    ...ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `twice: ${id}`),
    ...events.flatMap(({ seq }, i) => (seq === i + 1 ? [] : [`seq ${seq} stands at place ${i + 1}`])),
    ...talkers.flatMap(({ name }) => outOfOrder(ids.filter((id) => id.startsWith(`${name}-`)))),
  ];
}

async function historyAt(url: string): Promise<Event[]> {
  const visitor = await Visitor.at(url);
  const events: Event[] = [];
  for (let more = true; more;) {
    const after = events.at(-1)?.seq ?? 0;
    const answer = await visitor.get(`/api/rooms/lobby/entries?after=${after}&limit=1000`);
    if (answer.status !== 200) throw new Error(`the history was answered ${answer.status}`);
    const page = (await answer.json()) as { entries: Event[]; more: boolean };
    events.push(...page.entries);
    more = page.more;
  }
  return events;
}

function stateOf({ client_id: clientId = '', body, deleted }: Event['message']): State | 'mutilated' {
  const state = STATES.find((one) => textOf(clientId, one) === body);
  return state === undefined || (state === 'deleted') !== (deleted === true) ? 'mutilated' : state;
}

function lost(id: string, may: Set<State>, states: Map<string, State | 'mutilated'>): string[] {
  const state = states.get(id);
  if (state !== undefined && may.has(state as State)) return [];
  return [`lost: ${id} is ${state ?? 'not there'}, was ${[...may].join(' or ')}`];
}

function outOfOrder(ids: string[]): string[] {
  return ids.filter((id, i) => Number(id.split('-')[1]) !== i).map((id) => `out of order: ${id}`);
}
