// Secrets that a receiver echoes are masked however it writes them.
import { describe, expect, it } from 'vitest';
import { scrub } from '../../server/tools/masking.ts';

const SECRET = `can/ary&<4711>"'é`;

describe('an echo of a secret', () => {
  it.each([
    ['plain', SECRET],
    ['JSON', JSON.stringify({ echoed: SECRET })],
    ['JSON as PHP writes it', '{"echoed":"can\\/ary&<4711>\\"\'\\u00e9"}'],
    ['JSON in ASCII', '{"echoed":"can/ary&<4711>\\"\'\\u00e9"}'],
    ['XML text', `<e>can/ary&amp;&lt;4711&gt;"'é</e>`],
    ['an XML attribute', `<e a="can/ary&amp;&lt;4711&gt;&quot;&apos;é"/>`],
    ['HTML', `<e a="can/ary&amp;&lt;4711&gt;&quot;&#39;é"/>`],
    ['a query', `?key=${encodeURIComponent(SECRET)}`],
    ['Base64', Buffer.from(SECRET).toString('base64')],
  ])('is masked in %s', (_, text) => {
    const clean = scrub(text, [SECRET]);
    expect(clean).toContain('••••');
    expect(clean).not.toMatch(/4711|NDcxM/);
  });
});
