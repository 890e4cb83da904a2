import { find } from '../page/elements.js';

/** Shows beyond the page how much is unread: in its title, on its icon, and as the badge of an installed app. */
export class UnreadSigns {
  readonly #title = document.title;
  readonly #icon = find('link[rel="icon"]', HTMLLinkElement);
  readonly #plain = this.#icon.href;
  /** Nothing yet: an app's badge is what the page before left. */
  #shown: number | undefined;

  /** @param elsewhere how many of them are in other rooms than the one on the page, whose list may be out of sight */
  show(count: number, elsewhere: number): void {
    document.querySelector('.open-sidebar')?.classList.toggle('has-unread', elsewhere > 0);
    if (count === this.#shown) return;
    const { unread } = this.#icon.dataset;
    document.title = count > 0 ? `(${count}) ${this.#title}` : this.#title;
    if (count > 0 !== (this.#shown ?? 0) > 0) this.#icon.href = (count > 0 && unread) || this.#plain;
    this.#shown = count;
    // Only an installed app has a badge, and only over HTTPS; refused, it changes nothing.
    navigator.setAppBadge?.(count).catch(() => {});
  }
}
