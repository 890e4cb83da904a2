import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';

/** More than any client needs to pipeline. */
const MAX_WAITING = 32;

/**
 * Serves the requests of a connection one after the other. Node starts pipelined requests (RFC 9112, 9.3.2)
 * at once and buffers their answers: without bound if the client does not read, and without telling them when
 * the client disconnects. A client that pipelines too many is cut off.
 */
export function oneAtATime(serve: RequestListener): RequestListener {
  const waiting = new WeakMap<Socket, number>();
  return (req, res) => {
    // The response has a socket while it is its turn.
    if (res.socket !== null) return serve(req, res);
    const { socket } = req;
    const ahead = waiting.get(socket) ?? 0;
    if (ahead >= MAX_WAITING) return void socket.destroy();
    waiting.set(socket, ahead + 1);
    res.once('socket', () => {
      waiting.set(socket, (waiting.get(socket) ?? 1) - 1);
      // Node is still assigning the socket.
      process.nextTick(serve, req, res);
    });
  };
}
