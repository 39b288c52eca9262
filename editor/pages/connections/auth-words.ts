// What the kinds of authentication are called.

/** Kind -> its words. */
export const AUTH_WORDS: Readonly<Record<string, string>> = {
  none: 'None',
  'api-key': 'API key',
  basic: 'User and password',
  bearer: 'Bearer token',
  token: 'Token of an Auth endpoint',
  oauth2: 'OAuth 2',
};
