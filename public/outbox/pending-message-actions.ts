import type { Composer } from '../composer/composer.js';
import type { PendingMessage } from './pending-messages.js';
import type { Outbox } from './outbox.js';

export interface PendingMessageActions {
  retry: () => void;
  edit: () => void;
  discard: () => void;
}

/** The actions for a pending message that was not sent. */
export function pendingMessageActions(
  { clientId, body }: PendingMessage,
  outbox: Outbox,
  composer: Composer,
): PendingMessageActions {
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
      composer.restoreText(body);
    },
    discard,
  };
}
