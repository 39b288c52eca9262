// What the pool and a sandbox process say to each other, as JSON over the process's own channel.

import type { ReadJob } from './pool-protocol.ts';

/** Pool -> sandbox: one body to read. */
export interface BodyJob {
  id: number;
  read: ReadJob;
}

/** Pool -> sandbox: one evaluation. `text` comes along the first time a process is given this hash. */
export interface Job {
  id: number;
  hash: string;
  text?: string;
  input: object;
  /** Milliseconds since 1970. */
  now: number;
  /** Seed of $random and $shuffle. */
  random: number;
}

/**
 * Sandbox -> pool. `ready` once, at start; then one reply for each job. `json` is the result, written by the sandbox so
 * that its size is known before it crosses; null stands for no result. `unknown` asks for the text.
 */
export type Reply =
  | { ready: true }
  | { id: number; unknown: true }
  | { id: number; json: string | null }
  | { id: number; code: string; says: string };
