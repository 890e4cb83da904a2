import type { Drafts } from './composer/drafts.js';
import { find } from './page/elements.js';
import { isRoomPage, type PageData } from './page/page-data.js';
import type { Strings } from './page/strings.js';
import { RoomList } from './rooms/room-list.js';
import type { VisitedRooms } from './rooms/visited-rooms.js';

interface RoomListParts {
  page: PageData;
  strings: Strings;
  visited: VisitedRooms;
  drafts: Drafts;
  /** The list on the page was replaced. */
  onRefresh: (list: RoomList) => void;
}

/** The list of rooms, with what only this browser knows: rooms that were visited, the one on the page too, and drafts. */
export function roomListOf({ page, strings, visited, drafts, onRefresh }: RoomListParts): RoomList {
  const { me } = page;
  const room = isRoomPage(page) ? page.room : undefined;
  const open = room && room.key[0] !== '~' && !document.querySelector('.not-created') ? room : null;
  const dress = (): void => {
    const place = find('.rooms-live', HTMLElement);
    visited.showIn(place, '/room', open);
    drafts.markRooms(place, strings.t('browser.draft'));
    markCurrent(place);
  };
  const list = new RoomList({
    room: room?.key,
    url: room ? `/a/side?${new URLSearchParams({ room: room.key })}` : '/a/side',
    strings,
    onRefresh: () => {
      dress();
      onRefresh(list);
    },
  });
  // A room without a message is followed by whoever writes the first one.
  if (open && !open.isListed && !(me && open.isNew)) visited.add(open);
  dress();
  if (me) void visited.handOver();
  return list;
}

/** The list is the same for all pages, so the page itself knows which of its links leads here. */
function markCurrent(place: HTMLElement): void {
  for (const link of place.querySelectorAll<HTMLAnchorElement>('.side-link'))
    if (link.pathname === location.pathname) link.setAttribute('aria-current', 'page');
}
