import { watchOnScreenKeyboard } from './composer/send-key.js';
import { followKeyboard } from './page/on-screen-keyboard.js';
import { registerServiceWorker } from './page/register-service-worker.js';
import type { Strings } from './page/strings.js';
import { PersonCard } from './people/person-card.js';
import { offerCopying } from './rooms/copy-link.js';
import { RoomSwitcher } from './rooms/room-switcher.js';

interface Parts {
  inbox: HTMLElement;
  strings: Strings;
  reason: (error: unknown) => string;
}

/** Starts what the page of a room has besides the conversation, and what the rest of the page need not know. */
export function startStandaloneFeatures({ inbox, strings, reason }: Parts): void {
  new PersonCard({ inbox, strings, reason }).watch();
  new RoomSwitcher(strings).watch();
  offerCopying(strings);
  followKeyboard();
  watchOnScreenKeyboard();
  registerServiceWorker();
}
