import { once } from 'node:events';
import { type Server, type Socket, connect, createServer } from 'node:net';

/** How a request begins that asks for a message to be stored. */
const WRITE = /^POST \/(?:api\/rooms\/[^/ ]+\/messages|a\/message\/new)\b/;

/** Spreads connections over nodes in turn, as a load balancer does. A node that takes none is passed over. */
export class Balancer {
  readonly #sockets = new Set<Socket>();
  readonly #awaited = new Map<number, () => void>();
  #next = 0;

  private constructor(
    private readonly server: Server,
    private readonly ports: readonly number[],
  ) {
    server.on('connection', (client) => this.#pass(client, this.ports.length));
  }

  static async over(ports: readonly number[]): Promise<Balancer> {
    const balancer = new Balancer(createServer(), ports);
    balancer.server.listen(0, '127.0.0.1');
    await once(balancer.server, 'listening');
    return balancer;
  }

  get port(): number {
    return (this.server.address() as { port: number }).port;
  }

  /** Runs once, right when the next write is on its way to the node at this port. */
  atNextWrite(port: number, run: () => void): void {
    this.#awaited.set(port, run);
  }

  async close(): Promise<void> {
    this.server.close();
    for (const socket of this.#sockets) socket.destroy();
    await once(this.server, 'close');
  }

  #writes(port: number): void {
    const run = this.#awaited.get(port);
    this.#awaited.delete(port);
    run?.();
  }

  #pass(client: Socket, tries: number): void {
    if (tries === 0) return void client.resetAndDestroy();
    const port = this.ports[this.#next++ % this.ports.length] as number;
    const node = connect(port, '127.0.0.1');
    const refused = (): void => this.#pass(client, tries - 1);
    node.once('error', refused);
    node.once('connect', () => {
      node.off('error', refused);
      client.on('data', (chunk: Buffer) => WRITE.test(chunk.toString('latin1')) && this.#writes(port));
      for (const [from, to] of [
        [client, node],
        [node, client],
      ] as const) {
        this.#sockets.add(from);
        from.setNoDelay(true);
        from.pipe(to);
        // Either end may break; the other learns of it.
        from.on('error', () => to.destroy());
        from.on('close', () => {
          this.#sockets.delete(from);
          to.destroy();
        });
      }
    });
  }
}
