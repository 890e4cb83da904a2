import { shownText } from '../conversation/message-element.js';
import { isAway } from '../page/away.js';
import { preference } from '../page/preferences.js';
import type { Strings } from '../page/strings.js';
import type { News } from '../poll/answer.js';
import type { RoomList } from '../rooms/room-list.js';
import type { PersonalStorage } from '../storage/personal-storage.js';
import { desktopNotification } from './desktop-notification.js';
import { NotificationOffer } from './notification-offer.js';
import { playSound } from './sound.js';
import { type Told, worthTelling } from './worth-telling.js';

/** So long a person has to read it in another tab or on another device. */
const TELL_AFTER_MS = 1000;

interface NotificationsParts {
  strings: Strings;
  storage: PersonalStorage;
  /** True in the one tab of a browser that tells. */
  leads: () => boolean;
  rooms: RoomList;
}

/** Tells a person who does not look at the page what is for them: by a sound, and on the desktop once they want that. */
export class Notifications {
  readonly #parts: NotificationsParts;
  readonly #offer: NotificationOffer;
  #waiting: Told[] = [];

  constructor(parts: NotificationsParts) {
    this.#parts = parts;
    this.#offer = new NotificationOffer(parts.strings, parts.storage);
  }

  /** Called with what a poll brought. */
  news({ events, me }: News): void {
    const { leads, rooms } = this.#parts;
    const told = worthTelling(events, me, (room) => rooms.link(room)?.dataset['bell']);
    if (told.length === 0) return;
    this.#offer.show();
    if (!leads() || !isAway()) return;
    if (this.#waiting.length === 0) setTimeout(() => this.#tell(), TELL_AFTER_MS);
    this.#waiting.push(...told);
  }

  #tell(): void {
    const { rooms } = this.#parts;
    const unread = this.#waiting.splice(0).filter(({ room, message }) => message.seq > rooms.read(room));
    if (unread.length === 0 || !isAway()) return;
    if (preference('desktop') === 'on') this.#notify(unread);
    if (preference('sound') === 'on') playSound();
  }

  /** One for each room: a second would only replace the first. */
  #notify(unread: Told[]): void {
    const { rooms, strings } = this.#parts;
    for (const { room, message } of new Map(unread.map((one) => [one.room, one])).values()) {
      const place = rooms.link(room);
      const name = place?.querySelector('bdi')?.textContent;
      const title =
        place?.dataset['kind'] === 'direct' || !name
          ? message.author.name
          : strings.t('browser.toldIn', { name: message.author.name, room: name });
      void desktopNotification({
        title,
        body: shownText(message),
        tag: room,
        href: place?.href,
        seq: message.seq,
      });
    }
  }
}
