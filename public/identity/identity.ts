import type { Banner } from '../page/banner.js';
import type { PageData } from '../page/page-data.js';
import type { Strings } from '../page/strings.js';
import type { SharedPoll } from '../poll/shared-poll.js';
import type { RoomList } from '../rooms/room-list.js';
import type { VisitedRooms } from '../rooms/visited-rooms.js';
import type { Person } from '../server/person.js';
import type { PersonalStorage } from '../storage/personal-storage.js';
import { identityLostText } from './identity-lost-text.js';
import { CurrentUser } from './current-user.js';

/** The parts of the page that depend on its user. */
interface IdentityParts {
  storage: PersonalStorage;
  rooms: RoomList;
  poll: SharedPoll;
  banner: Banner;
  strings: Strings;
  visited: VisitedRooms;
  /** Shows who writes. */
  showPerson: (me: Person) => void;
  /** Nothing can be written meanwhile. */
  pause: (on: boolean) => void;
  showPending: () => void;
}

/**
 * Tracks whom the page acts for, and updates the page when that changes.
 *
 * @param parts called when they are needed, after the page is set up
 */
export function trackCurrentUser(page: PageData, parts: () => IdentityParts): CurrentUser {
  return new CurrentUser(page, {
    met(me, before): void {
      const { storage, rooms, poll, visited, showPerson } = parts();
      storage.moveTo(me.id);
      // The visitor has just become a guest by writing.
      if (!before) {
        void rooms.refresh();
        void visited.handOver();
      }
      showPerson(me);
      poll.announceUser();
    },
    lost(now, was): void {
      const { poll, pause, banner, strings } = parts();
      poll.stop();
      pause(true);
      banner.recovered();
      banner.show(...identityLostText({ now, was, guestsEnter: page.guestsEnter }, strings));
    },
    found(wasLost): void {
      const { poll, pause, banner, showPending } = parts();
      if (!wasLost) return poll.wake();
      pause(false);
      banner.recovered();
      showPending();
      poll.start();
    },
  });
}
