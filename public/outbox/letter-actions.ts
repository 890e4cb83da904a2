import type { Composer } from '../composer/composer.js';
import type { Letter } from './letters.js';
import type { Outbox } from './outbox.js';

export interface LetterActions {
  retry: () => void;
  edit: () => void;
  discard: () => void;
}

/** The actions for a letter that was not sent. */
export function actionsOn({ clientId, body }: Letter, outbox: Outbox, composer: Composer): LetterActions {
  const discard = () => {
    outbox.remove(clientId);
    composer.focus();
  };
  return {
    retry: () => {
      outbox.retry(clientId);
      composer.focus();
    },
    edit: () => {
      discard();
      composer.giveBack(body);
    },
    discard,
  };
}
