import type { Composer } from '../composer/composer.js';
import type { Conversation } from '../conversation/conversation.js';
import type { Banner } from '../page/banner.js';
import type { PageData } from '../page/page-data.js';
import type { Strings } from '../page/strings.js';
import type { SharedPoll } from '../poll/shared-poll.js';
import type { RoomList } from '../rooms/room-list.js';
import type { PersonalStorage } from '../storage/personal-storage.js';
import type { NameForm } from './name-form.js';
import { partingWords } from './parting-words.js';
import type { Person } from '../server/person.js';
import { Who } from './who.js';

/** The parts of the page that depend on its user. */
interface IdentityParts {
  kept: PersonalStorage;
  rooms: RoomList;
  poll: SharedPoll;
  composer: Composer;
  banner: Banner;
  conversation: Conversation;
  nameForm: NameForm;
  strings: Strings;
  showLetters: () => void;
}

/**
 * Tracks whom the page acts for, and updates the page when that changes.
 *
 * @param parts called when they are needed, after the page is set up
 */
export function identityOf(page: PageData, parts: () => IdentityParts): Who {
  return new Who(page, {
    met(me, before): void {
      const { kept, rooms, poll } = parts();
      kept.become(me.id);
      // The visitor has just become a guest by writing.
      if (!before) void rooms.refresh();
      showPerson(me, parts());
      poll.introduce();
    },
    lost(now, was): void {
      const { poll, composer, banner, strings } = parts();
      poll.stop();
      composer.pause(true);
      banner.well();
      banner.show(...partingWords({ now, was, guestsEnter: page.guestsEnter }, strings));
    },
    found(wasLost): void {
      const { poll, composer, banner, showLetters } = parts();
      if (!wasLost) return poll.wake();
      composer.pause(false);
      banner.well();
      showLetters();
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
