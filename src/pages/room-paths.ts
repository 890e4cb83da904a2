import { LOBBY, roomPath } from '../rooms/room.js';

/** The path of an open room's page by its name, so that the page can show the name before the room exists. */
export function roomPathByName(name: string, key: string): string {
  return key === LOBBY ? '/' : roomPath(name);
}

/** The path of the page on which the first message of an open room is written. */
export function newRoomPath(name: string): string {
  return `${roomPath(name)}&create=1`;
}
