import { button, element, find } from '../page/elements.js';
import { preference } from '../page/preferences.js';
import type { Strings } from '../page/strings.js';
import type { PersonalStorage } from '../storage/personal-storage.js';
import { canNotify } from './desktop-notification.js';
import { tryPushSubscription } from './push.js';

/** Kept once the offer was declined. */
const DECLINED = 'notifications-declined';

/** Asks whether to notify, once there was something to notify of: a browser that asks at once is refused. */
export class NotificationOffer {
  readonly #place = find('.offer', HTMLElement);
  readonly #strings: Strings;
  readonly #storage: PersonalStorage;

  constructor(strings: Strings, storage: PersonalStorage) {
    this.#strings = strings;
    this.#storage = storage;
  }

  /** Does nothing if the person has decided before. */
  show(): void {
    if (!this.#place.hidden || !canNotify() || Notification.permission !== 'default') return;
    if (preference('desktop') !== 'on' || this.#storage.get(DECLINED) !== null) return;
    this.#place.hidden = false;
    this.#place.replaceChildren(
      element('span', { text: this.#strings.t('browser.notifyOffer') }),
      button(this.#strings.t('browser.notifyAllow'), () => void this.#accept()),
      button(this.#strings.t('browser.notifyDecline'), () => this.#decline()),
    );
  }

  async #accept(): Promise<void> {
    this.#hide();
    await Notification.requestPermission();
    tryPushSubscription();
  }

  #decline(): void {
    this.#storage.set(DECLINED, '');
    this.#hide();
  }

  #hide(): void {
    this.#place.hidden = true;
  }
}
