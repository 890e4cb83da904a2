import type { ServerOptions } from 'node:http';

/**
 * Time limits of a connection, and limits for answers that wait for their readers. `docs/connections.md` has
 * the table.
 */
export interface ConnectionLimits {
  /** To receive the head of a request. */
  headersMs: number;
  /** To receive a whole request. */
  requestMs: number;
  /** How often Node checks these two, so they may be late by this much. */
  checkMs: number;
  /** Idle time after an answer. Node 22 and later add a second. */
  keepAliveMs: number;
  /** Silence after which TCP probes the peer; whole seconds. */
  probeAfterMs: number;
  /** How often waiting answers are checked. */
  sweepMs: number;
  /** For a reader to take any part of what waits. */
  stallMs: number;
  /** For a reader to take everything that waits. */
  drainMs: number;
  /** Bytes of all answers that wait for their readers. */
  maxPendingBytes: number;
}

/**
 * A client that vanishes during a hold sends nothing, so the connection must end by itself within 10 s after
 * the hold. Behind a proxy that pools connections (nginx for 60 s, Traefik 90, Caddy 120) the proxy must be
 * the one that closes an idle one: a POST that crosses our closing fails with 502, and the proxy may not
 * repeat it.
 */
export function connectionLimits(behindProxy: boolean): ConnectionLimits {
  return {
    // 20 s is long for 16 KiB, and 30 s for 64; a slower client is broken or malicious.
    headersMs: 20_000,
    requestMs: 30_000,
    checkMs: 5_000,
    keepAliveMs: behindProxy ? 125_000 : 8_000,
    // Longer than the usual hold, so a phone in a tunnel keeps its poll. Ten probes follow, one per second
    // (libuv's choice), so a longer hold or an idle proxy connection ends after 40 s.
    probeAfterMs: 30_000,
    sweepMs: 1_000,
    stallMs: 8_000,
    drainMs: 60_000,
    maxPendingBytes: 128_000_000,
  };
}

/**
 * The limits as options of `http.createServer`. They do not include `timeout` for silent connections: a held
 * poll is silent by design, and `SlowReaders` knows better whether an answer is being taken.
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
