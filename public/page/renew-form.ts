import { actor } from '../server/actor.js';
import { csrfToken } from '../server/request.js';

/** Gives a form that leaves the page the present token and user. */
export function renew(form: HTMLFormElement): void {
  for (const [name, value] of Object.entries({ _xsrf: csrfToken(), acting_as: actor.id })) {
    const hidden = form.elements.namedItem(name);
    if (hidden instanceof HTMLInputElement) hidden.value = value;
  }
}
