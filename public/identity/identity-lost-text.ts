import { button } from '../page/elements.js';
import type { Strings } from '../page/strings.js';
import type { Person } from '../server/person.js';

/** The text of a page that acts for nobody any more, with ways to go on. The text in its composer stays. */
export function identityLostText(
  { now, was, guestsEnter }: { now: Person | null; was: Person | null; guestsEnter: boolean },
  strings: Strings,
): (string | Node)[] {
  if (now) {
    const { name } = now;
    return [strings.t('browser.nowOther', { name }), button(strings.t('browser.goOnAs', { name }), loadAnew)];
  }
  const here = encodeURIComponent(location.pathname + location.search);
  const signIn = button(strings.t('browser.signIn'), () => location.assign(`/sign-in?next=${here}`));
  const goOn = guestsEnter ? [button(strings.t('browser.goOn'), loadAnew)] : [];
  return [strings.t(was ? 'browser.signedOut' : 'browser.visitOver'), ...(was ? [signIn] : []), ...goOn];
}

function loadAnew(): void {
  location.reload();
}
