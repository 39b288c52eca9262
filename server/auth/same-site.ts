// Refuses changes that another site makes a signed-in browser send (cross-site request forgery).
import { Failure } from '../../flows/language/failures.ts';

/** The headers that a browser sets and a page cannot forge. */
export interface SiteHeaders {
  secFetchSite: string | undefined;
  origin: string | undefined;
  host: string | undefined;
}

/**
 * Passes what a page of this server sent. A request without either header comes from no browser: it passes unless it carries
 * the cookie. Fails with CROSS_SITE. (Sec-Fetch-Site: W3C Fetch Metadata; Origin: RFC 6454.)
 */
export function checkSameSite(headers: SiteHeaders, withCookie: boolean): void {
  const { secFetchSite, origin, host } = headers;
  if (secFetchSite !== undefined) {
    if (secFetchSite !== 'same-origin') throw new Failure('CROSS_SITE');
  } else if (origin !== undefined) {
    if (hostOf(origin) !== host?.toLowerCase()) throw new Failure('CROSS_SITE');
  } else if (withCookie) {
    throw new Failure('CROSS_SITE', { detail: 'The session cookie came without Origin or Sec-Fetch-Site.' });
  }
}

/** `name:port` of an origin; undefined for `null` and what is no origin. */
function hostOf(origin: string): string | undefined {
  return URL.parse(origin)?.host;
}
