import { once } from 'node:events';
import { type Socket, connect } from 'node:net';

/** One TCP connection to a server, for sending what no client would: byte by byte, too much, or nothing. */
export class RawConnection {
  /** All that came back so far, one character a byte. */
  received = '';

  private constructor(readonly socket: Socket) {
    // Being cut off is what some come for.
    socket.on('error', () => socket.destroy());
    socket.setEncoding('latin1').on('data', (text: string) => (this.received += text));
  }

  static async to(url: string): Promise<RawConnection> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    return new RawConnection(socket);
  }

  get isClosed(): boolean {
    return this.socket.closed;
  }

  /** The status codes of the answers so far, in their order. */
  get statuses(): number[] {
    return [...this.received.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
  }

  send(text: string): void {
    this.socket.write(text);
  }

  close(): void {
    this.socket.destroy();
  }
}
