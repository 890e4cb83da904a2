import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';

/** More than any client has reason to send ahead. */
const MAX_WAITING = 32;

/**
 * Serves the requests of a connection one after the other. Node begins those that were sent ahead (RFC 9112, 9.3.2) at once
 * and keeps their answers until it is their turn: for who sends on and on without reading, memory without bound; and until
 * then they are not told when the client goes away. Who sends too many ahead is cut off.
 */
export function oneAtATime(serve: RequestListener): RequestListener {
  const waiting = new WeakMap<Socket, number>();
  return (req, res) => {
    // An answer has the connection while it is its turn.
    if (res.socket !== null) return serve(req, res);
    const { socket } = req;
    const ahead = waiting.get(socket) ?? 0;
    if (ahead >= MAX_WAITING) return void socket.destroy();
    waiting.set(socket, ahead + 1);
    res.once('socket', () => {
      waiting.set(socket, (waiting.get(socket) ?? 1) - 1);
      // Node is in the middle of handing the connection over.
      process.nextTick(serve, req, res);
    });
  };
}
