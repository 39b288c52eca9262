// The only reader of the environment: every setting, its default, and what is wrong with a bad one.
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The server's settings. Paths are absolute. */
export interface Config {
  port: number;
  host: string;
  data: string;
  workspace: string;
  adminEmail: string | undefined;
  adminPassword: string | undefined;
  /** Keys that secrets are sealed with, Base64, the newest first, commas between; undefined: they are in the key file. */
  secretKey: string | undefined;
  /** Hosts (`name`, `name:port`) and CIDR blocks that calls may reach although they are private. */
  egressAllow: readonly string[];
  /** The proxy that every call goes through, or undefined: calls leave directly. */
  egressProxy: EgressProxy | undefined;
  /** Addresses and CIDR blocks that our calls come from, for receivers who let in named callers alone. */
  egressAddresses: readonly string[];
  logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  /** How long a caller waits for a flow's answer before it gets the pending body, milliseconds. */
  syncLimitMs: number;
  /** With less free on the disk of the data, bytes, no lead is taken. */
  minFreeBytes: number;
  /** Broken calls within 30 s after which nothing is sent to a receiver for a while; 0 for never. */
  brokenCalls: number;
  simulatorPort: number;
  /** The server's address as others reach it, without a slash at its end: what callbacks and alerts link to. */
  publicUrl: string | undefined;
  /** The mail server that alerts go through, smtp:// or smtps://, and the address that they come from. */
  smtp: { url: string; from: string } | undefined;
  /** `<label>:<n>`: the process kills itself at the n-th time it comes to that place. For the torture alone. */
  crashAt: string | undefined;
  /** Name of the environment, shown in the editor. */
  environment: string;
}

/** An HTTP proxy. `credentials` is `user:password` or ''; `shown` is the address without them. */
export interface EgressProxy {
  url: string;
  shown: string;
  credentials: string;
}

/** Where Node keeps compiled code; set before the first TypeScript is read by `cli/leadflow.js`. */
const COMPILE_CACHE = fileURLToPath(new URL('../node_modules/.cache/leadflow', import.meta.url));

/** The whole environment of our worker threads: they need no setting, and share the compiled code. */
export const WORKER_ENVIRONMENT: Readonly<Record<string, string>> = { NODE_COMPILE_CACHE: COMPILE_CACHE };

/** A setting that cannot be used. The message names the variable, its value, and what it takes. */
export class SettingError extends Error {}

/** Reads and checks every LEADFLOW_ setting. Fails with SettingError. */
export function readConfig(env: Record<string, string | undefined>, cwd: string): Config {
  return {
    port: whole(env, 'LEADFLOW_PORT', { default: 4400, min: 0, max: 65_535 }),
    host: env.LEADFLOW_HOST || '127.0.0.1',
    data: resolve(cwd, env.LEADFLOW_DATA || 'data'),
    workspace: resolve(cwd, env.LEADFLOW_WORKSPACE || 'flows'),
    adminEmail: env.LEADFLOW_ADMIN_EMAIL || undefined,
    adminPassword: env.LEADFLOW_ADMIN_PASSWORD || undefined,
    secretKey: env.LEADFLOW_SECRET_KEY || undefined,
    egressAllow: listOf(env.LEADFLOW_EGRESS_ALLOW),
    egressProxy: proxyOf(env.LEADFLOW_EGRESS_PROXY),
    egressAddresses: addressesOf(env.LEADFLOW_EGRESS_ADDRESSES),
    logLevel: oneOf(env, 'LEADFLOW_LOG', ['silent', 'error', 'warn', 'info', 'debug'], 'warn'),
    syncLimitMs: whole(env, 'LEADFLOW_SYNC_LIMIT_MS', { default: 10_000, min: 100, max: 120_000 }),
    minFreeBytes: whole(env, 'LEADFLOW_MIN_FREE_MB', { default: 512, min: 0, max: 1_000_000 }) * 1024 * 1024,
    brokenCalls: whole(env, 'LEADFLOW_BROKEN_CALLS', { default: 5, min: 0, max: 1000 }),
    simulatorPort: whole(env, 'LEADFLOW_SIMULATOR_PORT', { default: 4410, min: 0, max: 65_535 }),
    publicUrl: env.LEADFLOW_PUBLIC_URL?.replace(/\/+$/, '') || undefined,
    smtp: smtpOf(env),
    crashAt: env.LEADFLOW_CRASH_AT || undefined,
    environment: env.LEADFLOW_ENVIRONMENT || 'development',
  };
}

/** The settings of this process. Fails with SettingError. */
export function configOfProcess(): Config {
  return readConfig(process.env, process.cwd());
}

/** Never shows the address as it was given: it may hold a password. */
function smtpOf(env: Env): Config['smtp'] {
  const url = env.LEADFLOW_SMTP_URL;
  const from = env.LEADFLOW_ALERT_FROM;
  if (!url) return undefined;
  const { protocol, hostname } = URL.parse(url) ?? {};
  if ((protocol !== 'smtp:' && protocol !== 'smtps:') || !hostname) {
    throw new SettingError('LEADFLOW_SMTP_URL takes smtp://user:password@host:port, or smtps://.');
  }
  if (!from || !/^[^\r\n]*[^\s@<]+@[^\s@>]+>?$/.test(from)) {
    const given = from ? `is "${from}"` : 'is not set';
    throw new SettingError(`LEADFLOW_ALERT_FROM ${given}; with LEADFLOW_SMTP_URL it takes the sender of alerts.`);
  }
  return { url, from };
}

function listOf(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);
}

/** Never shows the address as it was given: it may hold a password. */
function proxyOf(text: string | undefined): EgressProxy | undefined {
  if (!text) return undefined;
  const url = URL.parse(text);
  const isProxy = url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '';
  const credentials = url === null ? undefined : credentialsOf(url);
  if (!isProxy || credentials === undefined) {
    throw new SettingError(
      'LEADFLOW_EGRESS_PROXY takes http://user:password@host:port, or https://; nothing after the port.',
    );
  }
  return { url: url.origin, shown: url.origin, credentials };
}

/** `user:password`, undefined where it is not percent-encoded as an address must be. */
function credentialsOf({ username, password }: URL): string | undefined {
  try {
    return username === '' ? '' : `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  } catch {
    return undefined;
  }
}

function addressesOf(text: string | undefined): string[] {
  return listOf(text).map((each) => {
    const [address = '', bits, more] = each.split('/');
    const most = isIP(address) === 6 ? 128 : 32;
    if (
      isIP(address) !== 0 &&
      more === undefined &&
      (bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= most))
    )
      return each;
    throw new SettingError(
      `LEADFLOW_EGRESS_ADDRESSES has the entry "${each}"; it takes addresses and blocks such as 203.0.113.0/24.`,
    );
  });
}

type Env = Record<string, string | undefined>;

function whole(env: Env, name: string, limits: { default: number; min: number; max: number }): number {
  const text = env[name];
  if (text === undefined || text === '') return limits.default;
  const value = Number(text);
  if (!Number.isInteger(value) || value < limits.min || value > limits.max) {
    throw new SettingError(`${name} is "${text}"; it takes a whole number from ${limits.min} to ${limits.max}.`);
  }
  return value;
}

function oneOf<T extends string>(env: Env, name: string, values: readonly T[], fallback: T): T {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const found = values.find((value) => value === text);
  if (found === undefined) throw new SettingError(`${name} is "${text}"; it takes one of ${values.join(', ')}.`);
  return found;
}
