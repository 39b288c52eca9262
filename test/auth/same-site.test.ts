// Cross-site requests: what a browser says of where a change came from decides.
import { describe, expect, it } from 'vitest';
import { checkSameSite, type SiteHeaders } from '../../server/auth/same-site.ts';

const host = 'leadflow.test:4400';
const none: SiteHeaders = { secFetchSite: undefined, origin: undefined, host };

function passes(headers: Partial<SiteHeaders>, withCookie: boolean): boolean {
  try {
    checkSameSite({ ...none, ...headers }, withCookie);
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'CROSS_SITE' });
    return false;
  }
}

describe('a change', () => {
  it.each([
    ['our own page, by Fetch Metadata', { secFetchSite: 'same-origin' }, true],
    ['our own page, by Origin', { origin: `http://${host}` }, true],
    ['a sibling site', { secFetchSite: 'same-site', origin: 'http://other.test' }, false],
    ['another site', { secFetchSite: 'cross-site' }, false],
    ['another site that a browser names only by Origin', { origin: 'https://evil.test' }, false],
    ['another port of our host', { origin: 'http://leadflow.test:80' }, false],
    ['a sandboxed frame', { origin: 'null' }, false],
    ['nobody a browser would name', {}, false],
  ])('with the cookie from %s is judged by that', (_from, headers, good) => {
    expect(passes(headers, true)).toBe(good);
  });

  it('without the cookie passes where no browser sent it, and not from another site', () => {
    expect(passes({}, false)).toBe(true);
    expect(passes({ secFetchSite: 'cross-site' }, false)).toBe(false);
  });
});
