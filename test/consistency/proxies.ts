import type { Random } from './random.js';
import { type Fate, TcpProxy } from './tcp-proxy.js';

/** The proxies between some clients of a run and the server. */
export interface Proxies {
  /** Cuts and stalls. */
  cutting: TcpProxy;
  /** Lets answers through slowly. */
  slow: TcpProxy;
}

export async function startProxies(port: number, random: Random): Promise<Proxies> {
  const cutting = await TcpProxy.to(port, () => drawFate(random));
  const slow = await TcpProxy.to(port, () => ({ drip: { bytes: 2_048, everyMs: 10 } }));
  return { cutting, slow };
}

function drawFate(random: Random): Fate {
  const at = random.between(1, 20_000);
  const draw = random.next();
  if (draw < 0.5) return { cutAnswerAt: at };
  if (draw < 0.6) return { cutRequestAt: random.between(1, 5_000) };
  if (draw < 0.8) return { stall: { at, ms: random.between(200, 1_500) } };
  return {};
}
