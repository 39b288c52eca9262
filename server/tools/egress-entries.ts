// Addresses, blocks and names as the guard of calls compares them, and the text that opens one of them.
import { BlockList, isIP } from 'node:net';

/** Ports that need no entry. */
export const USUAL_PORTS: readonly number[] = [80, 443, 8443];

/** Address ranges that are not public (IANA special-purpose registries; safety.md 3.1). */
export const PRIVATE_RANGES: readonly string[] = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...['224.0.0.0/4', '240.0.0.0/4'],
  ...['::/96', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/23', '2001:db8::/32', '2002::/16'],
  ...['fc00::/7', 'fe80::/10', 'ff00::/8'],
];

/**
 * Where clouds hand out credentials of the machine (AWS, Google, Azure, Oracle: 169.254.169.254; AWS tasks; Alibaba; AWS and
 * Google over IPv6), and the same written as IPv6. No connection opens them.
 */
export const METADATA_RANGES: readonly string[] = [
  ...['169.254.169.254/32', '169.254.170.2/32', '169.254.170.23/32', '100.100.100.200/32', '168.63.129.16/32'],
  ...['fd00:ec2::/64', 'fd20:ce::254/128', '::a9fe:a9fe/128', '64:ff9b::a9fe:a9fe/128', '2002:a9fe:a9fe::/48'],
];

/** Names that mean this machine. */
export const OWN_NAMES = /^(localhost|.+\.localhost)$/;
/** Names of a cloud's metadata. */
export const METADATA_NAMES = /^(metadata\.google\.internal|metadata\.goog|instance-data(\..+)?)$/;

/** What one entry opens: a name or a block; without a port, the usual ports. */
export interface Allowed {
  name: string | undefined;
  block: BlockList | undefined;
  port: number | undefined;
}

/** Whether an entry opens a port. */
export function opens(entry: Allowed, port: number): boolean {
  return entry.port === undefined ? USUAL_PORTS.includes(port) : entry.port === port;
}

/** Reads `host`, `host:port`, `10.1.2.0/24`, `10.1.2.0/24:8080`, `[fd00::1]:8080`; undefined where it is none of them. */
export function readEntry(text: string): Allowed | undefined {
  // `fd00::1` has colons of its own: an address, not a host and a port.
  if (isIP(text) === 6) return { name: undefined, block: blockOf([`${text}/128`]), port: undefined };
  const [, bracketed, plain, prefix, portText] = /^(?:\[([^\]]+)\]|([^/[\]]+?))(\/\d+)?(?::(\d+))?$/.exec(text) ?? [];
  const host = bracketed ?? plain ?? '';
  const port = portText === undefined ? undefined : Number(portText);
  if (port !== undefined && (port < 1 || port > 65_535)) return undefined;
  if (isIP(host) !== 0) {
    const block = blockOf([`${host}${prefix ?? (isIP(host) === 6 ? '/128' : '/32')}`]);
    return block && { name: undefined, block, port };
  }
  const name = bareName(host);
  if (prefix !== undefined || !/^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/.test(name)) return undefined;
  return { name, block: undefined, port };
}

/** The ranges as one list; undefined where one is no range. */
export function blockOf(ranges: readonly string[]): BlockList | undefined {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits = ''] = range.split('/');
    try {
      list.addSubnet(address, Number(bits), family(address));
    } catch {
      return undefined;
    }
  }
  return list;
}

/** As `BlockList` names it. */
export function family(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

/** A name without case and without the dot at its end. */
export function bareName(hostname: string): string {
  return hostname.toLowerCase().replace(/\.$/, '');
}
