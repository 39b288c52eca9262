// The egress guard: which hosts, addresses and ports a call may reach. Private addresses only where an operator allows them.
import { type LookupAddress, type LookupAllOptions, lookup as systemLookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { SettingError } from '../config.ts';

/** Where a call wants to go. `hostname` as WHATWG `URL` gives it, without the brackets of IPv6. */
export interface Target {
  hostname: string;
  port: number;
}

/** Says why a target is refused, in words for a person; undefined where it is not. */
export interface EgressPolicy {
  /** By name, IP literal and port: asked before anything is looked up. */
  refusal(target: Target): string | undefined;
  /** By an address that the name resolved to, or that the socket reached. */
  addressRefusal(address: string, target: Target): string | undefined;
}

/** Ports that need no entry in the allow list. */
const USUAL_PORTS: readonly number[] = [80, 443, 8443];

/** Address ranges that are not public (IANA special-purpose registries; safety.md 3.1). */
const PRIVATE_RANGES: readonly string[] = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...['224.0.0.0/4', '240.0.0.0/4'],
  ...['::/96', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/23', '2001:db8::/32', '2002::/16'],
  ...['fc00::/7', 'fe80::/10', 'ff00::/8'],
];

/** Names that mean this machine or a cloud's metadata, whatever a resolver says. */
const PRIVATE_NAMES = /^(localhost|.+\.localhost|metadata\.google\.internal|metadata\.goog)$/;

interface Allowed {
  name: string | undefined;
  block: BlockList | undefined;
  /** Undefined opens the usual ports only. */
  port: number | undefined;
}

/**
 * Reads the allow list: each entry is `host`, `host:port`, `10.1.2.0/24`, `10.1.2.0/24:8080`, with IPv6 addresses in
 * brackets where a port follows. Public hosts need no entry unless their port is unusual. Fails with SettingError.
 */
export function readEgressPolicy(entries: readonly string[]): EgressPolicy {
  const allowed = entries.map(readEntry);
  const ranges = blockOf(PRIVATE_RANGES);
  const isPrivate = (address: string) => ranges.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  const named = (target: Target) => allowed.filter((each) => each.name === bare(target.hostname));
  const holding = (address: string) => allowed.filter((each) => each.block?.check(address, family(address)));
  const addressRefusal = (address: string, target: Target) => {
    if (isIP(address) === 0) return `"${address}" is not an address.`;
    if ([...named(target), ...holding(address)].some((each) => opens(each, target.port))) return undefined;
    if (isPrivate(address)) return `${where(target, address)} is a private address.`;
    return portRefusal(target, []);
  };
  return {
    addressRefusal,
    refusal(target) {
      if (isIP(target.hostname) !== 0) return addressRefusal(target.hostname, target);
      if (named(target).some((each) => opens(each, target.port))) return undefined;
      if (PRIVATE_NAMES.test(bare(target.hostname))) return `${target.hostname} is a private name.`;
      // The name may resolve into an allowed block that names the port; then each address is asked for itself.
      return portRefusal(target, allowed);
    },
  };
}

function portRefusal(target: Target, entries: readonly Allowed[]): string | undefined {
  const { hostname, port } = target;
  if (USUAL_PORTS.includes(port) || entries.some((each) => opens(each, port))) return undefined;
  return `Port ${port} is not one of ${USUAL_PORTS.join(', ')}; an operator can allow ${hostname}:${port}.`;
}

function where({ hostname }: Target, address: string): string {
  return hostname === address ? hostname : `${hostname} resolves to ${address}, which`;
}

function opens(entry: Allowed, port: number): boolean {
  return entry.port === undefined ? USUAL_PORTS.includes(port) : entry.port === port;
}

function readEntry(text: string): Allowed {
  // `fd00::1` has colons of its own: an address, not a host and a port.
  if (isIP(text) === 6) return { name: undefined, block: blockOf([`${text}/128`]), port: undefined };
  const [, bracketed, plain, prefix, portText] = /^(?:\[([^\]]+)\]|([^/[\]]+?))(\/\d+)?(?::(\d+))?$/.exec(text) ?? [];
  const host = bracketed ?? plain ?? '';
  const port = portText === undefined ? undefined : Number(portText);
  if (port !== undefined && (port < 1 || port > 65_535)) throw badEntry(text);
  if (isIP(host) !== 0) {
    const range = `${host}${prefix ?? (isIP(host) === 6 ? '/128' : '/32')}`;
    return { name: undefined, block: blockOf([range], () => badEntry(text)), port };
  }
  const name = bare(host);
  if (prefix !== undefined || !/^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/.test(name)) throw badEntry(text);
  return { name, block: undefined, port };
}

function badEntry(text: string): SettingError {
  return new SettingError(
    `LEADFLOW_EGRESS_ALLOW has the entry "${text}"; it takes host, host:port or a CIDR block such as 10.1.2.0/24.`,
  );
}

function blockOf(
  ranges: readonly string[],
  fails: (error: unknown) => Error = () => new Error('bad range'),
): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits = ''] = range.split('/');
    try {
      list.addSubnet(address, Number(bits), family(address));
    } catch (error) {
      throw fails(error);
    }
  }
  return list;
}

function family(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

function bare(hostname: string): string {
  return hostname.toLowerCase().replace(/\.$/, '');
}

/** Resolves a name to all its addresses, as `dns.lookup` with `all` does. */
export type LookupAll = (
  hostname: string,
  options: LookupAllOptions,
  done: (error: Error | null, addresses: LookupAddress[]) => void,
) => void;

/** Addresses handed on for connecting; a resolver may answer hundreds. All of them are checked. */
const MOST_ADDRESSES = 8;

/** A look-up for `net.connect` that fails with EGRESS_BLOCKED where any answer is refused, so that a mixed answer cannot slip by. */
export function guardedLookup(policy: EgressPolicy, target: Target, lookup: LookupAll = systemLookup): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { all: true, ...(options.hints ? { hints: options.hints } : {}) }, (error, addresses) => {
      if (error) return done(error, []);
      for (const { address } of addresses) {
        const refusal = policy.addressRefusal(address, target);
        if (refusal) return done(new EgressBlocked(refusal), []);
      }
      const first = addresses[0];
      if (!first) return done(new Error(`${hostname} has no address`), []);
      if (options.all) done(null, addresses.slice(0, MOST_ADDRESSES));
      else done(null, first.address, first.family);
    });
  };
}

/** Raised inside the connector; `outbound.ts` turns it into the failure EGRESS_BLOCKED. */
export class EgressBlocked extends Error {
  readonly code = 'EGRESS_BLOCKED';
}
