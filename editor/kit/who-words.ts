// Who did something, in words. Pure.

const TOKEN = 'token:';

/** A person by e-mail address; a client of the API by the name of its token. */
export function whoLabel(who: string): string {
  return who.startsWith(TOKEN) ? `Token ${who.slice(TOKEN.length)}` : who;
}
