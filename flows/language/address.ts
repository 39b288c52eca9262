// Reads the address of a receiver as people paste it: a host, or a whole URL, into scheme, host and path. Pure.

/** An address that was read. `notices` say what was taken otherwise than it was typed. */
export interface Address {
  scheme: 'http' | 'https';
  /** `name` or `name:port`. */
  host: string;
  /** From `/` on, without the query; '' where the address has none. */
  path: string;
  /** Names and values of the query, in its order. */
  query: [name: string, value: string][];
  notices: string[];
}

/** Ports that are no web server's: a browser refuses the same (fetch.spec.whatwg.org, port blocking). */
const NO_WEB_PORTS: ReadonlySet<number> = new Set([
  0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110,
  111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532,
  540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061,
  6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);

/** False for a port of another protocol. */
export function isWebPort(port: number): boolean {
  return !NO_WEB_PORTS.has(port);
}

/** The address, or why it cannot be one, in words. */
export function readAddress(text: string): Address | { says: string } {
  const typed = text.trim();
  const [, scheme = '', rest = ''] = /^(?:([A-Za-z][A-Za-z0-9+.-]*):\/\/)?(.*)$/s.exec(typed) ?? [];
  const fault = addressFault(typed, scheme.toLowerCase());
  if (fault !== undefined) return { says: fault };
  const [, host = '', path = '', query = ''] = /^([^/?]*)([^?]*)\??(.*)$/s.exec(rest) ?? [];
  if (host.includes('@')) {
    return { says: 'The address holds a user name or password. Leave it out, and choose Basic as the authentication.' };
  }
  const wrong = hostFault(host);
  if (wrong !== undefined) return { says: wrong };
  const plain = scheme.toLowerCase() === 'http';
  return {
    scheme: plain ? 'http' : 'https',
    host: host.toLowerCase(),
    path: path === '/' ? '' : path,
    query: [...new URLSearchParams(query)],
    notices: noticesOf(scheme.toLowerCase(), path),
  };
}

/** What is wrong with a host, in words; undefined where nothing is. */
export function hostFault(host: string): string | undefined {
  if (host === '') return 'The address has no host: write a name such as api.example.com.';
  if (/[^\x21-\x7e]/.test(host)) {
    return 'The host holds letters beyond a to z, or a blank. Write an international name in its xn-- form.';
  }
  const [, name = '', port] = /^(\[[0-9a-f:.]+\]|[^:]*)(?::(.*))?$/i.exec(host) ?? [];
  const isName = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i.test(name);
  if (!isName && !/^\[[0-9a-f:.]+\]$/i.test(name)) {
    return `“${host.slice(0, 100)}” is no host: write a name such as api.example.com, or a name and a port.`;
  }
  return port === undefined ? undefined : portFault(port);
}

function portFault(port: string): string | undefined {
  const number = /^\d{1,5}$/.test(port) ? Number(port) : 0;
  if (number < 1 || number > 65_535) return `The port “${port.slice(0, 20)}” is none: it is a number from 1 to 65535.`;
  return isWebPort(number) ? undefined : `Port ${number} is not one that web servers listen at.`;
}

function addressFault(typed: string, scheme: string): string | undefined {
  if (typed === '') return 'The address is blank: write the host, such as api.example.com, or the whole URL.';
  if (/^(javascript|data|file|mailto|blob|about):/i.test(typed) || !['', 'http', 'https'].includes(scheme)) {
    return 'The address must begin with https:// or http://, or be a host alone.';
  }
  if (/[\s\\]/.test(typed)) return 'The address holds a blank or a backslash. Write a blank in a path as %20.';
  if (typed.includes('#')) return 'The address holds a #: what comes after it is never sent. Leave it out.';
  return undefined;
}

function noticesOf(scheme: string, path: string): string[] {
  return [
    ...(scheme === 'https' ? ['https:// was taken off the host: it is the scheme, and kept as such.'] : []),
    ...(scheme === 'http'
      ? ['http:// is kept as the scheme: what is sent can be read on the way. Use https where the receiver has it.']
      : []),
    ...(path !== '' && path !== '/' ? ['What follows the host became the path of the first endpoint.'] : []),
  ];
}
