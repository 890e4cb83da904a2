import type { Drafts } from './composer/drafts.js';
import { find } from './page/elements.js';
import type { PageData } from './page/page-data.js';
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

/** The list of rooms, with what only this browser knows: rooms that were visited, this one too, and drafts. */
export function roomListOf({ page, strings, visited, drafts, onRefresh }: RoomListParts): RoomList {
  const { me, room } = page;
  const isOpen = room.key[0] !== '~' && !document.querySelector('.not-created');
  const dress = (): void => {
    const place = find('.rooms-live', HTMLElement);
    visited.showIn(place, '/room', isOpen ? room : null);
    drafts.markRooms(place, strings.t('browser.draft'));
  };
  const list = new RoomList({
    room: room.key,
    url: `/a/side?${new URLSearchParams({ room: room.key })}`,
    strings,
    onRefresh: () => {
      dress();
      onRefresh(list);
    },
  });
  // A room without a message is followed by whoever writes the first one.
  if (isOpen && !room.isListed && !(me && room.isNew)) visited.add(room);
  dress();
  if (me) void visited.handOver();
  return list;
}
