import { deleteSignedOutData, watchSignOut } from '../storage/sign-out.js';
import { showLocalTimes } from '../page/local-times.js';

/**
 * For pages that do not stand beside the list of rooms: local times; deletes what this browser keeps for somebody who signed out.
 *
 * @returns who the page acts for
 */
export function startPlainPage(): string {
  const field = document.querySelector('input[name="acting_as"]');
  const who = field instanceof HTMLInputElement ? field.value : '';

  if (who) deleteSignedOutData(who);
  watchSignOut(() => who);
  showLocalTimes();
  return who;
}
