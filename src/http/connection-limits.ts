import type { ServerOptions } from 'node:http';

/** How long a connection may take for what, and how much may wait for its readers. `docs/connections.md` has the table. */
export interface ConnectionLimits {
  /** For the head of a request. */
  headersMs: number;
  /** For a whole request. */
  requestMs: number;
  /** How often these two are looked at: they are late by so much at most. */
  checkMs: number;
  /** Idle after an answer. Node 22 and later add a second of their own. */
  keepAliveMs: number;
  /** Silence after which the peer is asked whether it is still there; whole seconds. */
  probeAfterMs: number;
  /** How often answers that wait for their readers are looked at. */
  sweepMs: number;
  /** For a reader to take anything of what waits. */
  stallMs: number;
  /** For a reader to take all that waits. */
  drainMs: number;
  /** Of answers that wait for their readers, over all connections. */
  maxPendingBytes: number;
}

/**
 * A peer that vanishes while its poll is held is told nothing, so nothing comes back: what follows the hold must end by
 * itself, within 10 s. Behind a proxy that keeps a pool of connections (nginx for 60 s, Traefik 90, Caddy 120) it must be the
 * proxy that closes an idle one: a POST that meets our closing half-way comes back as 502, and the proxy may not repeat it.
 */
export function connectionLimits(behindProxy: boolean): ConnectionLimits {
  return {
    // 20 s is a long time for 16 KiB, 30 s for 64: who takes longer is broken or means harm.
    headersMs: 20_000,
    requestMs: 30_000,
    checkMs: 5_000,
    keepAliveMs: behindProxy ? 125_000 : 8_000,
    // Longer than the usual hold: a phone that is in a tunnel for some seconds keeps its poll. Ten probes follow, a second
    // apart (libuv's choice), so 40 s end a longer hold and an idle connection of a proxy.
    probeAfterMs: 30_000,
    sweepMs: 1_000,
    stallMs: 8_000,
    drainMs: 60_000,
    maxPendingBytes: 128_000_000,
  };
}

/**
 * As options of `http.createServer`. There is no `timeout` (of a silent connection) among them: a held poll is silent by
 * design, and `SlowReaders` sees better whether an answer is being taken.
 */
export function serverOptionsOf(limits: ConnectionLimits): ServerOptions {
  return {
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: limits.checkMs,
    keepAliveTimeout: limits.keepAliveMs,
    keepAlive: true,
    keepAliveInitialDelay: limits.probeAfterMs,
  };
}
