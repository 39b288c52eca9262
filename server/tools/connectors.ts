// How a socket to a receiver comes about: only where the guard agrees, and through the operator's proxy where there is one.
import { buildConnector } from 'undici';
import type { EgressProxy } from '../config.ts';
import { EgressBlocked, type EgressPolicy, guardedLookup, type LookupAll, type Target } from './egress.ts';
import { proxyConnect } from './proxy.ts';

/** How a connector reaches an origin. */
export interface Connecting {
  policy: EgressPolicy;
  proxy?: EgressProxy | undefined;
  lookup?: LookupAll;
  connectMs: number;
}

/** The connector of an origin: directly where the policy agrees, or through the operator's proxy alone. */
export function connectorTo(origin: string, { proxy, ...how }: Connecting): buildConnector.connector {
  const { hostname, port, protocol } = new URL(origin);
  // `URL` leaves the port out where it is the scheme's own, and keeps the brackets of IPv6.
  const target = {
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (protocol === 'https:' ? 443 : 80),
  };
  return proxy ? proxyConnect(target, { ...how, proxy }) : guardedConnect(target, how);
}

/** Connects only where the policy agrees: to the name or literal, to every address it resolves to, and to where it ended up. */
function guardedConnect(target: Target, { policy, lookup, connectMs }: Connecting): buildConnector.connector {
  const connect = buildConnector({
    allowH2: false,
    minVersion: 'TLSv1.2',
    timeout: connectMs,
    port: target.port,
    lookup: guardedLookup(policy, target, lookup),
  });
  return (options, done) => {
    const refusal = policy.refusal(target);
    if (refusal) return done(new EgressBlocked(refusal), null);
    connect(options, (...[error, socket]) => {
      if (error) return done(error, null);
      const reached = policy.addressRefusal(socket.remoteAddress ?? '', target);
      if (!reached) return done(null, socket);
      socket.destroy();
      done(new EgressBlocked(reached), null);
    });
  };
}
