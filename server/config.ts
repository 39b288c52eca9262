// The only reader of the environment: every setting, its default, and what is wrong with a bad one.
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
  /** Hosts (`name`, `name:port`) and CIDR blocks that calls may reach although they are private. */
  egressAllow: readonly string[];
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
    egressAllow: (env.LEADFLOW_EGRESS_ALLOW ?? '')
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean),
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
