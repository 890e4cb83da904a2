import { expect, it, vi } from 'vitest';
import { RequestError } from '../../public/js/request.js';
import { Shelf, openTab } from './letters-tab.js';

it('keeps what somebody wrote from whoever uses the browser after them', async () => {
  vi.stubGlobal('window', { addEventListener: () => undefined });
  const shelf = new Shelf() as unknown as Storage;
  let me: string | undefined;
  const tab = openTab(
    () => shelf,
    () => me,
  );
  tab.ends = [new RequestError(0), new RequestError(0), new RequestError(0)];
  tab.outbox.add('lobby', 'by a visitor');
  await vi.waitFor(() => expect(tab.states()).toEqual(['by a visitor: failed']));
  me = 'ann';
  tab.outbox.add('lobby', 'by Ann');
  await vi.waitFor(() => expect(tab.states()).toEqual(['by a visitor: failed', 'by Ann: failed']));
  me = 'bob';
  tab.ends = [];
  tab.outbox.sendAll();
  await vi.waitFor(() => expect(tab.sent).toEqual(['by a visitor']));
  expect(tab.states()).toEqual([]);
  me = 'ann';
  expect(tab.states()).toEqual(['by Ann: failed']);
  tab.outbox.sendAll();
  await vi.waitFor(() => expect(tab.sent).toEqual(['by a visitor', 'by Ann']));
  vi.unstubAllGlobals();
});
