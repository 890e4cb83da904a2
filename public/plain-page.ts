import { deleteSignedOutData, markSignedOut } from './storage/sign-out.js';

/** For pages without a conversation: deletes what this browser keeps for somebody who signed out. */
const field = document.querySelector('input[name="acting_as"]');
const who = field instanceof HTMLInputElement ? field.value : '';

if (who) deleteSignedOutData(who);
document.addEventListener('submit', ({ target }) => {
  if (target instanceof HTMLFormElement && target.matches('[data-leaves]')) markSignedOut(who);
});
