import { Drafts } from './composer/drafts.js';
import type { FramedRoom } from './framed-room.js';
import type { CurrentUser } from './identity/current-user.js';
import { trackCurrentUser } from './identity/identity.js';
import { Notifications } from './notifications/notifications.js';
import { Outbox } from './outbox/outbox.js';
import { type PendingMessage, PendingMessages } from './outbox/pending-messages.js';
import { Banner } from './page/banner.js';
import { reasonIn } from './page/failure-reason.js';
import { isRoomPage, type PageData } from './page/page-data.js';
import { pageSignal } from './page/page-scope.js';
import { reloadOnce } from './page/reload.js';
import { Strings } from './page/strings.js';
import { watchPageLifecycle } from './page-lifecycle.js';
import type { News } from './poll/answer.js';
import { SharedPoll } from './poll/shared-poll.js';
import { roomListOf } from './room-list-of.js';
import type { RoomList } from './rooms/room-list.js';
import { UnreadSigns } from './rooms/unread-signs.js';
import { VisitedRooms } from './rooms/visited-rooms.js';
import { actor } from './server/actor.js';
import type { Message } from './server/entry.js';
import { RequestError } from './server/request-error.js';
import { RoomApi } from './server/room-api.js';
import { migrateOldStorage } from './storage/migrate-old-storage.js';
import { PersonalStorage } from './storage/personal-storage.js';
import { watchSignOut } from './storage/sign-out.js';

/** What every page beside the list of rooms has: the list and its counts, one poll, the outbox, and whom the page acts for. */
export class Frame {
  readonly strings: Strings;
  readonly storage: PersonalStorage;
  readonly drafts: Drafts;
  readonly api: RoomApi;
  readonly who: CurrentUser;
  readonly outbox: Outbox;
  readonly rooms: RoomList;
  readonly poll: SharedPoll;
  readonly banner: Banner;
  /** Why a request failed, in the reader's words. */
  readonly reason: (error: unknown) => string;
  readonly #pendingMessages: PendingMessages;
  readonly #notifications: Notifications;
  readonly #signs = new UnreadSigns();
  readonly #key: string;
  /** What was under way for a page that has ended changes nothing on the next one. */
  readonly #ended = pageSignal();
  #room: FramedRoom | undefined;

  constructor(page: PageData) {
    const strings = (this.strings = new Strings(page));
    const storage = (this.storage = PersonalStorage.of(page));
    migrateOldStorage(storage, page.actingAs);
    const drafts = (this.drafts = new Drafts(storage));
    const api = (this.api = new RoomApi(page.apiUrl, () => this.poll.doubt()));
    const visited = new VisitedRooms(storage, (key) => api.follow(key));
    this.#key = isRoomPage(page) ? page.room.key : '';
    this.reason = reasonIn(strings);
    this.#pendingMessages = new PendingMessages(storage);
    this.who = this.#track(page, visited);
    this.outbox = this.#makeOutbox(page);
    const onRefresh = (list: RoomList) => {
      this.poll.want(list.positions());
      this.showUnread();
    };
    this.rooms = roomListOf({ page, strings, visited, drafts, onRefresh });
    this.poll = this.#makePoll(page);
    const onOffline = (on: boolean) => this.#room?.offline(on);
    this.banner = new Banner(strings, () => this.poll.wake(), onOffline);
    const leads = () => this.poll.leads;
    this.#notifications = new Notifications({ strings, storage, rooms: this.rooms, leads });
  }

  /** True if leaving the page loses nothing. */
  get isSafe(): boolean {
    return this.#pendingMessages.safe && this.drafts.safe;
  }

  /** @param room what the page shows in the frame; undefined if it is no conversation */
  start(room?: FramedRoom): void {
    this.#room = room;
    const { who, poll } = this;
    watchPageLifecycle({
      who,
      poll,
      sendAll: () => this.#sendAll(),
      showPending: () => this.showPending(),
      isSafe: () => this.isSafe,
    });
    watchSignOut(() => actor.id);
    this.outbox.sendAll();
    this.showUnread();
    // A visitor who has written nothing yet has no rooms to hear of.
    if (this.#key || this.rooms.positions().size > 0) poll.start();
  }

  showUnread(): void {
    if (this.#ended.aborted) return;
    const here = this.who.me && !this.rooms.isMuted(this.#key) ? (this.#room?.unread() ?? 0) : 0;
    this.#signs.show(this.rooms.unread + here, this.rooms.unread);
  }

  showPending(): void {
    // The pending messages on the page stay as they are.
    if (this.who.isLost || this.storage.isForgotten) return;
    this.#room?.showPending(this.#pendingMessages.list());
  }

  /** Only the leading tab sends. */
  #sendAll(): void {
    if (this.poll.leads) this.outbox.sendAll();
  }

  #track(page: PageData, visited: VisitedRooms): CurrentUser {
    return trackCurrentUser(page, () => ({
      storage: this.storage,
      rooms: this.rooms,
      poll: this.poll,
      banner: this.banner,
      strings: this.strings,
      visited,
      showPerson: (me) => this.#room?.showPerson(me),
      pause: (on) => this.#room?.pause(on),
      showPending: () => this.showPending(),
    }));
  }

  #makeOutbox(page: PageData): Outbox {
    return new Outbox({
      pendingMessages: this.#pendingMessages,
      send: (pending) => this.#send(pending, page),
      reason: reasonIn(this.strings, 'browser.queued'),
      onChange: () => this.showPending(),
      onSent: (pending, message) => {
        this.#room?.sent(pending, message);
        this.poll.reachable();
      },
    });
  }

  /**
   * The server answers outsiders of a private room like a mistyped address. But somebody who had a pending message for
   * the room knows that it existed, so the error is replaced.
   */
  async #send({ room, body, clientId }: PendingMessage, page: PageData): Promise<Message> {
    const name =
      isRoomPage(page) && page.room.isNew && room === this.#key ? { room_name: page.room.name } : {};
    try {
      return await this.api.send(room, { body, client_id: clientId, ...name });
    } catch (error) {
      if (!(error instanceof RequestError) || error.code !== 'NOT_FOUND' || room[0] !== '~') throw error;
      if (room === this.#key) this.#room?.closed();
      const detail = this.strings.t('browser.notThere');
      throw new RequestError(error.status, { code: 'ROOM_CLOSED', detail });
    }
  }

  #makePoll(page: PageData): SharedPoll {
    const after = this.rooms.positions();
    if (isRoomPage(page)) after.set(page.room.key, page.seq);
    return new SharedPoll({
      url: page.updatesUrl,
      epoch: page.epoch,
      room: this.#key,
      sender: () => ({ who: actor.id, name: this.who.me?.name ?? '' }),
      after,
      holdMs: page.holdMs,
      on: {
        news: (news) => this.#news(news),
        present: (present) => this.#room?.present(present),
        read: (key, seq) => {
          this.rooms.hasRead(key, seq);
          this.showUnread();
        },
        closed: () => this.#room?.closed(),
        trouble: (retryAt) => this.banner.trouble(retryAt),
        // Only after a real loss: after a mere doubt, a pending message that fails while polls get through would be
        // retried for ever.
        recovered: (wasLost) => {
          this.banner.recovered();
          if (wasLost) this.#sendAll();
        },
        // Look first, so that the page does not reload as somebody else without saying so.
        stale: () => void this.who.check().then((isSame) => isSame && reloadOnce()),
        tabLeft: () => this.outbox.sendAll(),
        userChanged: () => void this.who.check(),
      },
    });
  }

  #news(news: News): void {
    if (news.me && news.me !== this.who.me?.id) void this.who.check();
    this.#room?.news(news);
    this.rooms.news(news);
    this.#notifications.news(news);
    this.showUnread();
  }
}
