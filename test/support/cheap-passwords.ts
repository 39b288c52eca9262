// Passwords at a cost for tests, which start many servers: what a hash costs in earnest is held by test/auth/passwords.test.ts.
import { createPasswords, type Passwords } from '../../server/auth/passwords.ts';

/** Hashes as the server does, in well under a millisecond. */
export function cheapPasswords(): Passwords {
  return createPasswords({ N: 16, r: 1, p: 1 });
}
