// Passwords: what is kept of them, and that the wrong ones do not pass.
import { describe, expect, it } from 'vitest';
import { createPasswords } from '../../server/auth/passwords.ts';
import { cheapPasswords } from '../support/cheap-passwords.ts';

describe('passwords', () => {
  const passwords = cheapPasswords();

  it('pass when they are right and not when they differ by one letter', async () => {
    const stored = await passwords.hash('correct horse battery');
    expect(await passwords.check('correct horse battery', stored)).toBe(true);
    expect(await passwords.check('correct horse batterz', stored)).toBe(false);
  });

  it('are kept with their own salt, so that two of the same look different', async () => {
    const costly = createPasswords();
    const [first, second] = await Promise.all([costly.hash('the same one'), costly.hash('the same one')]);
    expect(first).not.toBe(second);
    expect(first).toMatch(/^scrypt\$16384\$8\$5\$[\w-]{22}\$[\w-]{43}$/);
    expect(first).not.toContain('the same one');
    // What was hashed at another cost passes at the cost that it is kept with.
    expect(await passwords.check('the same one', first)).toBe(true);
  });

  it('never pass for an account that has none', async () => {
    expect(await passwords.check('', null)).toBe(false);
    expect(await passwords.check('anything', '')).toBe(false);
  });

  it('are the same however the keyboard composed their letters', async () => {
    const stored = await passwords.hash('caf\u00e9 au lait');
    expect(await passwords.check('cafe\u0301 au lait', stored)).toBe(true);
  });

  it('are refused, not queued for ever, when very many come at once', async () => {
    const crowded = cheapPasswords();
    const tries = await Promise.allSettled(Array.from({ length: 30 }, () => crowded.check('x', null)));
    const refused = tries.filter((each) => each.status === 'rejected');
    expect(refused).toHaveLength(8);
    expect(refused[0]).toMatchObject({ reason: { code: 'TOO_MANY_TRIES' } });
  });
});
