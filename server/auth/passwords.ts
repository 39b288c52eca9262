// Hashes and checks passwords with scrypt, two at a time so that sign-ins cannot starve the leads.
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { Failure } from '../../flows/language/failures.ts';

/** Shortest password that we take, characters. */
export const SHORTEST_PASSWORD = 10;

/** OWASP Password Storage Cheat Sheet, scrypt: N=2^14, r=8, p=5; 16 MB and about 150 ms each. */
const COST: PasswordCost = { N: 2 ** 14, r: 8, p: 5 };
const MOST_MEMORY_BYTES = 64 * 1024 * 1024;
const HASH_BYTES = 32;
const AT_A_TIME = 2;
const LONGEST_QUEUE = 20;

/** What scrypt is given: each hash is kept with its own. */
export interface PasswordCost {
  N: number;
  r: number;
  p: number;
}

/** Hashes and checks passwords. */
export interface Passwords {
  /** `scrypt$<N>$<r>$<p>$<salt>$<hash>`, salt and hash as base64url. Fails with TOO_MANY_TRIES when too many wait. */
  hash(password: string): Promise<string>;
  /** Takes as long for an account that has no password (null) as for any other. Fails with TOO_MANY_TRIES. */
  check(password: string, stored: string | null): Promise<boolean>;
}

/** Makes the hasher of one server: its queue is its own. No setting lowers the cost: it is for tests, which start many servers. */
export function createPasswords(cost = COST): Passwords {
  const run = limited(AT_A_TIME, LONGEST_QUEUE);
  return {
    async hash(password) {
      const salt = randomBytes(16);
      const hash = await run(() => derive(password, salt, cost));
      return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), hash.toString('base64url')].join('$');
    },
    async check(password, stored) {
      const [, N, r, p, salt, hash] = (stored ?? '').split('$');
      if (!salt || !hash) {
        await run(() => derive(password, Buffer.alloc(16), cost));
        return false;
      }
      const paid = { N: Number(N), r: Number(r), p: Number(p) };
      const found = await run(() => derive(password, Buffer.from(salt, 'base64url'), paid));
      return timingSafeEqual(found, Buffer.from(hash, 'base64url'));
    },
  };
}

function derive(password: string, salt: Buffer, cost: PasswordCost): Promise<Buffer> {
  const options = { ...cost, maxmem: MOST_MEMORY_BYTES };
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  // The same letters typed on another keyboard must give the same password.
  scrypt(password.normalize('NFKC'), salt, HASH_BYTES, options, (error, key) => (error ? reject(error) : resolve(key)));
  return promise;
}

/** Runs at most `most` jobs at once, in order; refuses when `longest` wait already. */
function limited(most: number, longest: number): <T>(job: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (job) => {
    if (running >= most) {
      if (waiting.length >= longest) throw new Failure('TOO_MANY_TRIES');
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.push(resolve);
      await promise;
    } else {
      running += 1;
    }
    try {
      return await job();
    } finally {
      // The place goes to the next in line, so that nobody can slip in between.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
