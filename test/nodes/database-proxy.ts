import { once } from 'node:events';
import { type Server, type Socket, connect, createServer } from 'node:net';

/** Stands between a node and its database, and can fall silent or break. */
export class DatabaseProxy {
  readonly #sockets = new Set<Socket>();
  readonly #vanished = new Set<Socket>();
  #isSilent = false;
  #isBroken = false;
  #sees: ((sent: Buffer) => boolean) | undefined;

  private constructor(
    private readonly server: Server,
    private readonly database: URL,
  ) {
    server.on('connection', (client) => this.#pass(client));
  }

  static async to(databaseUrl: string): Promise<DatabaseProxy> {
    const proxy = new DatabaseProxy(createServer(), new URL(databaseUrl));
    proxy.server.listen(0, '127.0.0.1');
    await once(proxy.server, 'listening');
    return proxy;
  }

  /** The database's address by this way. */
  get url(): string {
    const url = new URL(this.database);
    url.port = String((this.server.address() as { port: number }).port);
    return url.href;
  }

  /** Passes nothing on, without closing anything, as a cut cable does. */
  fallSilent(): void {
    this.#isSilent = true;
    for (const socket of this.#sockets) socket.pause();
  }

  /** The connections there are fall silent for good, as when a machine vanishes; new ones lead to the database. */
  vanish(): void {
    for (const socket of this.#sockets) {
      socket.pause();
      this.#vanished.add(socket);
    }
    this.#sockets.clear();
  }

  /** Falls silent when a client sends this, which is still passed on or not. Resolves then. */
  silentAt(text: string, { passOn }: { passOn: boolean }): Promise<void> {
    return new Promise((resolve) => {
      this.#sees = (sent) => {
        if (!sent.includes(text)) return true;
        this.#sees = undefined;
        this.fallSilent();
        resolve();
        return passOn;
      };
    });
  }

  /** Passes on what was held back, and what comes. */
  speak(): void {
    this.#isSilent = false;
    for (const socket of this.#sockets) socket.resume();
  }

  /** Closes all connections and takes no new ones, as a database that has stopped. */
  breakOff(): void {
    this.#isBroken = true;
    this.cut();
  }

  mend(): void {
    this.#isBroken = false;
    this.speak();
  }

  /** Closes all connections, as a database that is restarted does. */
  cut(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  async close(): Promise<void> {
    this.server.close();
    this.cut();
    for (const socket of this.#vanished) socket.destroy();
    await once(this.server, 'close');
  }

  #pass(client: Socket): void {
    if (this.#isBroken) return void client.resetAndDestroy();
    const upstream = connect(Number(this.database.port), this.database.hostname);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      this.#sockets.add(from);
      if (this.#isSilent) from.pause();
      from.on('data', (bytes) => {
        if (from === upstream || (this.#sees?.(bytes) ?? true)) to.write(bytes);
      });
      // The end of one is the end of both; why it broke does not matter.
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.#sockets.delete(from);
        to.destroy();
      });
    }
  }
}
