import { watchOnScreenKeyboard } from './composer/send-key.js';
import { tryPushSubscription } from './notifications/push.js';
import { followKeyboard } from './page/on-screen-keyboard.js';
import { registerServiceWorker } from './page/register-service-worker.js';
import type { Strings } from './page/strings.js';
import { PersonCard } from './people/person-card.js';
import { offerCopying } from './rooms/copy-link.js';
import { RoomBell } from './rooms/room-bell.js';
import { RoomSwitcher } from './rooms/room-switcher.js';
import type { RoomChoice } from './server/room-api.js';

interface Parts {
  inbox: HTMLElement;
  strings: Strings;
  reason: (error: unknown) => string;
  /** Stores what the person chose for the room. */
  choose: (chosen: Partial<RoomChoice>) => Promise<RoomChoice>;
}

/** Starts what the page of a room has besides the conversation, and what the rest of the page need not know. */
export function startStandaloneFeatures({ inbox, strings, reason, choose }: Parts): void {
  new PersonCard({ inbox, strings, reason }).watch();
  new RoomSwitcher(strings).watch();
  new RoomBell({ strings, reason, save: choose }).watch();
  offerCopying(strings);
  followKeyboard();
  watchOnScreenKeyboard();
  registerServiceWorker();
  tryPushSubscription();
}
