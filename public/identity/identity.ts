import type { Composer } from '../composer/composer.js';
import type { Conversation } from '../conversation/conversation.js';
import type { Banner } from '../page/banner.js';
import type { PageData } from '../page/page-data.js';
import type { Strings } from '../page/strings.js';
import type { SharedPoll } from '../poll/shared-poll.js';
import type { RoomList } from '../rooms/room-list.js';
import type { VisitedRooms } from '../rooms/visited-rooms.js';
import type { PersonalStorage } from '../storage/personal-storage.js';
import type { NameForm } from './name-form.js';
import { identityLostText } from './identity-lost-text.js';
import type { Person } from '../server/person.js';
import { CurrentUser } from './current-user.js';

/** The parts of the page that depend on its user. */
interface IdentityParts {
  storage: PersonalStorage;
  rooms: RoomList;
  poll: SharedPoll;
  composer: Composer;
  banner: Banner;
  conversation: Conversation;
  nameForm: NameForm;
  strings: Strings;
  showPending: () => void;
  visited: VisitedRooms;
}

/**
 * Tracks whom the page acts for, and updates the page when that changes.
 *
 * @param parts called when they are needed, after the page is set up
 */
export function trackCurrentUser(page: PageData, parts: () => IdentityParts): CurrentUser {
  return new CurrentUser(page, {
    met(me, before): void {
      const { storage, rooms, poll, visited } = parts();
      storage.moveTo(me.id);
      // The visitor has just become a guest by writing.
      if (!before) {
        void rooms.refresh();
        void visited.handOver();
      }
      showPerson(me, parts());
      poll.announceUser();
    },
    lost(now, was): void {
      const { poll, composer, banner, strings } = parts();
      poll.stop();
      composer.pause(true);
      banner.recovered();
      banner.show(...identityLostText({ now, was, guestsEnter: page.guestsEnter }, strings));
    },
    found(wasLost): void {
      const { poll, composer, banner, showPending } = parts();
      if (!wasLost) return poll.wake();
      composer.pause(false);
      banner.recovered();
      showPending();
      poll.start();
    },
  });
}

export function showPerson(
  me: Person,
  { conversation, nameForm }: Pick<IdentityParts, 'conversation' | 'nameForm'>,
): void {
  conversation.setMe(me);
  nameForm.show(me);
}
