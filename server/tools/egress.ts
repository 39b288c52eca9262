// The egress guard: which hosts, addresses and ports a call may reach. Private addresses only where an operator or the connection allows them.
import { type LookupAddress, type LookupAllOptions, lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { networkInterfaces } from 'node:os';
import { Failure } from '../../flows/language/failures.ts';
import { SettingError } from '../config.ts';
import {
  type Allowed,
  bareName,
  blockOf,
  family,
  METADATA_NAMES,
  METADATA_RANGES,
  OWN_NAMES,
  opens,
  PRIVATE_RANGES,
  readEntry,
  USUAL_PORTS,
} from './egress-entries.ts';

/** Where a call wants to go. `hostname` as WHATWG `URL` gives it, without the brackets of IPv6. */
export interface Target {
  hostname: string;
  port: number;
}

/** Says why a target is refused, in words for a person; undefined where it is not. */
export interface EgressPolicy {
  /** By name, IP literal and port: asked before anything is looked up. `final`: a proxy looks it up, so nothing is asked after. */
  refusal(target: Target, final?: boolean): string | undefined;
  /** By an address that the name resolved to, or that the socket reached. */
  addressRefusal(address: string, target: Target): string | undefined;
}

/** The operator's policy; `with` adds what one connection allows. */
export interface Egress extends EgressPolicy {
  /** Fails with CONFIG_INVALID where an entry is no address and no block. */
  with(allow: readonly string[]): EgressPolicy;
}

/** Ports on which this very process listens: whoever reached them from a flow would be inside. */
export type OwnPorts = () => readonly number[];

interface Rules {
  /** What the operator allows, and what the connection does. */
  operator: readonly Allowed[];
  connection: readonly Allowed[];
  ownPorts: OwnPorts;
}

/**
 * Reads the operator's allow list: each entry is `host`, `host:port`, `10.1.2.0/24`, `10.1.2.0/24:8080`, with IPv6 addresses
 * in brackets where a port follows. Public hosts need no entry unless their port is unusual. Fails with SettingError.
 */
export function readEgressPolicy(entries: readonly string[], ownPorts: OwnPorts = () => []): Egress {
  const operator = entries.map((text) => {
    const entry = readEntry(text);
    if (entry) return entry;
    throw new SettingError(
      `LEADFLOW_EGRESS_ALLOW has the entry "${text}"; it takes host, host:port or a CIDR block such as 10.1.2.0/24.`,
    );
  });
  return {
    ...policyOf({ operator, connection: [], ownPorts }),
    with: (allow) => policyOf({ operator, connection: allow.map(blockEntry), ownPorts }),
  };
}

/** A connection opens blocks, never names: whoever answers for a name could move it. */
function blockEntry(text: string): Allowed {
  const entry = readEntry(text.trim());
  if (entry?.block) return entry;
  const says = `The connection allows "${text}"; it takes an address or a block, with a port after it: 10.1.2.0/24:8080.`;
  throw new Failure('CONFIG_INVALID', { detail: says, fields: [{ field: 'allow', says }] });
}

const privateRanges = blockOf(PRIVATE_RANGES);
const metadataRanges = blockOf(METADATA_RANGES);

function policyOf({ operator, connection, ownPorts }: Rules): EgressPolicy {
  const named = ({ hostname }: Target) => operator.filter((each) => each.name === bareName(hostname));
  const holding = (list: readonly Allowed[], address: string) =>
    list.filter((each) => each.block?.check(address, family(address)));
  const addressRefusal = (address: string, target: Target) => {
    if (isIP(address) === 0) return `"${address}" is not an address.`;
    if (isOwn(address, target.port, ownPorts)) return `${where(target, address)} is Leadflow itself.`;
    if ([...named(target), ...holding(operator, address)].some((each) => opens(each, target.port))) return undefined;
    if (metadataRanges?.check(address, family(address))) return `${where(target, address)} is a private address.`;
    if (holding(connection, address).some((each) => opens(each, target.port))) return undefined;
    if (privateRanges?.check(address, family(address))) return `${where(target, address)} is a private address.`;
    return portRefusal(target, []);
  };
  const refusal = (target: Target, final = false) => {
    if (isIP(target.hostname) !== 0) return addressRefusal(target.hostname, target);
    if (named(target).some((each) => opens(each, target.port))) return undefined;
    const name = bareName(target.hostname);
    // The connection may have opened this machine's addresses; then they are what is asked for.
    const isOpen = !final && connection.some((each) => opens(each, target.port));
    if (METADATA_NAMES.test(name) || (OWN_NAMES.test(name) && !isOpen)) return `${target.hostname} is a private name.`;
    // The name may resolve into an allowed block that names the port; then each address is asked for itself.
    return portRefusal(target, final ? [] : [...operator, ...connection]);
  };
  return { addressRefusal, refusal };
}

function portRefusal({ hostname, port }: Target, entries: readonly Allowed[]): string | undefined {
  if (USUAL_PORTS.includes(port) || entries.some((each) => opens(each, port))) return undefined;
  return `Port ${port} is not one of ${USUAL_PORTS.join(', ')}; an operator can allow ${hostname}:${port}.`;
}

/** One of our ports at an address of this machine. Other machines may well use the same number. */
function isOwn(address: string, port: number, ownPorts: OwnPorts): boolean {
  if (!ownPorts().includes(port)) return false;
  if (thisMachine?.check(address, family(address))) return true;
  return Object.values(networkInterfaces()).some((each) => each?.some((own) => own.address === address));
}

const thisMachine = blockOf([
  '127.0.0.0/8',
  '0.0.0.0/8',
  '::/127',
  '::7f00:0/104',
  '64:ff9b::7f00:0/104',
  '2002:7f00::/24',
]);

function where({ hostname }: Target, address: string): string {
  return hostname === address ? hostname : `${hostname} resolves to ${address}, which`;
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
