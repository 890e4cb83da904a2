import { LOBBY, roomPath } from '../rooms/room.js';

/** The path of an open room's page by its name, which shows what it is called where there is no such room yet. */
export function roomPathOf(name: string, key: string): string {
  return key === LOBBY ? '/' : roomPath(name);
}

/** The path of a page that writes the first message of an open room. */
export function newRoomPath(name: string): string {
  return `${roomPath(name)}&create=1`;
}
