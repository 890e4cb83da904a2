import { deleteSignedOutData, markSignedOut } from '../storage/sign-out.js';
import { showLocalTimes } from './local-times.js';

/**
 * For pages without a conversation: local times; deletes what this browser keeps for somebody who signed out.
 *
 * @returns who the page acts for
 */
export function startPlainPage(): string {
  const field = document.querySelector('input[name="acting_as"]');
  const who = field instanceof HTMLInputElement ? field.value : '';

  if (who) deleteSignedOutData(who);
  document.addEventListener('submit', ({ target }) => {
    if (target instanceof HTMLFormElement && target.matches('[data-leaves]')) markSignedOut(who);
  });
  showLocalTimes();
  return who;
}
