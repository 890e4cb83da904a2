import { partingWords } from './notices.js';
import { Who } from './who.js';

/**
 * Who the page acts for, and what it does when that changes.
 *
 * @param {PageData} page
 * @param {() => IdentityParts} parts the others of the page, once they are there
 */
export function identityOf(page, parts) {
  return new Who(page, {
    met(me, before) {
      const { kept, rooms, poll } = parts();
      kept.become(me.id);
      // A guest by what they have just said.
      if (!before) void rooms.refresh();
      showPerson(me, parts());
      poll.introduce();
    },
    lost(now, was) {
      const { poll, composer, banner, strings } = parts();
      poll.stop();
      composer.pause(true);
      banner.well();
      banner.show(...partingWords({ now, was, guestsEnter: page.guestsEnter }, strings));
    },
    found(wasLost) {
      const { poll, composer, banner, showLetters } = parts();
      if (!wasLost) return poll.wake();
      composer.pause(false);
      banner.well();
      showLetters();
      poll.start();
    },
  });
}

/**
 * @param {Person} me
 * @param {Pick<IdentityParts, 'conversation' | 'nameForm'>} parts
 */
export function showPerson(me, { conversation, nameForm }) {
  conversation.setMe(me);
  nameForm.show(me);
}
