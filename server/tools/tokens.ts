// The access tokens of connections: fetched once for all who need one, kept in memory alone, renewed before they expire.
import { FAILURES } from '../../flows/language/failure-table.ts';
import { Failure } from '../../flows/language/failures.ts';
import type { ParseBody } from '../../flows/language/parsed-answer.ts';
import type { ConnectionDocument } from '../../flows/language/receivers.ts';
import { secretReferences } from '../../flows/language/secret-references.ts';
import type { RemoteAnswer } from '../../nodes/tools.ts';
import type { PreparedRequest } from './prepared.ts';
import { secretName } from './secret-names.ts';
import type { Secrets } from './secrets.ts';
import { type Grant, readGrant } from './token-answer.ts';
import { type TokenAuth, type TokenRequest, tokenRequest } from './token-request.ts';

/** A connection that signs in with a token, as it is now. */
export interface TokenUser {
  slug: string;
  document: ConnectionDocument;
  version: string;
  auth: TokenAuth;
}

/** The tokens of one process. */
export interface Tokens {
  /** The token that calls use now; undefined where one must be fetched first. */
  inHand(user: TokenUser): string | undefined;
  /** Fetches one, or waits for who is fetching it already. Fails with TOKEN_REFUSED, TOKEN_UNAVAILABLE and as `prepare` does. */
  obtain(user: TokenUser): Promise<string>;
  /** The receiver takes this token no more. Another one that came meanwhile stays. */
  drop(slug: string, token: string): void;
}

/** What tokens are made with. `now` in milliseconds since 1970. */
export interface TokenParts {
  prepare: (request: TokenRequest, version: string) => PreparedRequest;
  send: (prepared: PreparedRequest) => Promise<RemoteAnswer>;
  secrets: Pick<Secrets, 'stamp' | 'renew'>;
  parse: ParseBody;
  now: () => number;
}

/** A token is renewed so long before it expires, or a tenth of its life where that is less; milliseconds. */
const EARLY_MS = 60_000;
/** How long a refusal is told again without asking: thousands of leads must not all knock at a door that is shut. */
const REFUSED_MS = 5000;

/** A grant, and when it was asked for: its life begins no later. */
type Given = Grant & { askedAt: number };

interface Kept {
  stamp: string;
  token: string;
  renewAt: number;
  expiresAt: number;
}

/**
 * Invariants. T1: one call for a token is under way for a connection at a time. T2: a refresh token that came back is on disk
 * before the access token beside it is used. T3: a token that was got with a definition or secret that has changed is not used.
 */
export function createTokens(parts: TokenParts): Tokens {
  return new KeptTokens(parts);
}

class KeptTokens implements Tokens {
  readonly #parts: TokenParts;
  readonly #kept = new Map<string, Kept>();
  readonly #flights = new Map<string, { stamp: string; token: Promise<string> }>();
  readonly #refused = new Map<string, { stamp: string; until: number; failure: Failure }>();
  /** Grants whose refresh token could not be written down yet: the receiver may not take the old one any more. */
  readonly #unwritten = new Map<string, Given>();
  readonly #names = new WeakMap<ConnectionDocument, string[]>();

  constructor(parts: TokenParts) {
    this.#parts = parts;
  }

  inHand(user: TokenUser): string | undefined {
    const kept = this.#kept.get(user.slug);
    const now = this.#parts.now();
    if (!kept || now >= kept.expiresAt || kept.stamp !== this.#stamp(user)) return undefined;
    // The one at hand still counts: nobody waits for the next. Its failure is met by who has to.
    if (now >= kept.renewAt) this.obtain(user).catch(() => undefined);
    return kept.token;
  }

  obtain(user: TokenUser): Promise<string> {
    const { slug } = user;
    const stamp = this.#stamp(user);
    const refused = this.#refused.get(slug);
    if (refused?.stamp === stamp && this.#parts.now() < refused.until) return Promise.reject(refused.failure);
    const flight = this.#flights.get(slug);
    if (flight?.stamp === stamp) return flight.token;
    // With another definition or secret: after the one that is under way, which may put a new refresh token in its place.
    const before = flight ? flight.token.catch(() => undefined) : undefined;
    const token = (before ? before.then(() => this.#renewed(user)) : this.#renewed(user)).finally(() => {
      if (this.#flights.get(slug)?.token === token) this.#flights.delete(slug);
    });
    this.#flights.set(slug, { stamp, token });
    return token;
  }

  drop(slug: string, token: string): void {
    if (this.#kept.get(slug)?.token === token) this.#kept.delete(slug);
  }

  async #renewed(user: TokenUser): Promise<string> {
    const { slug } = user;
    const { now } = this.#parts;
    const stamp = this.#stamp(user);
    try {
      const { token, lifeMs, askedAt, stamp: newest } = await this.#grant(user, stamp);
      const expiresAt = askedAt + lifeMs;
      const renewAt = expiresAt - Math.min(EARLY_MS, lifeMs / 10);
      this.#kept.set(slug, { stamp: newest, token, renewAt, expiresAt });
      this.#refused.delete(slug);
      return token;
    } catch (error) {
      const failure = asToken(error);
      if (FAILURES[failure.code].retryable) this.#refused.set(slug, { stamp, until: now() + REFUSED_MS, failure });
      throw failure;
    }
  }

  async #ask(user: TokenUser): Promise<Given> {
    const { prepare, send, parse, now } = this.#parts;
    const request = tokenRequest(user.slug, user.document, user.auth);
    const askedAt = now();
    return { ...(await readGrant(await send(prepare(request, user.version)), user.auth, parse)), askedAt };
  }

  /** With the refresh token that came back on disk, in the place of the one that was shown. */
  async #grant(user: TokenUser, stamp: string): Promise<Given & { stamp: string }> {
    const { slug, auth } = user;
    const { secrets } = this.#parts;
    const name = auth.type === 'oauth2' ? secretName(auth.refresh ?? '') : undefined;
    const shown = name === undefined ? '' : secrets.stamp(name);
    const key = `${slug} ${stamp}`;
    const grant = this.#unwritten.get(key) ?? (await this.#ask(user));
    if (grant.refresh === undefined || name === undefined) return { ...grant, stamp };
    this.#unwritten.set(key, grant);
    const renewed = await secrets.renew(name, grant.refresh, { stamp: shown, by: `connection ${slug}` });
    this.#unwritten.delete(key);
    return { ...grant, stamp: renewed === undefined ? stamp : this.#restamped(user, stamp, { name, renewed }) };
  }

  /** The stamp with the new value of one secret in it: what else has changed meanwhile still does not fit. */
  #restamped({ document, version }: TokenUser, stamp: string, { name, renewed }: { name: string; renewed: string }) {
    const parts = stamp.slice(version.length + 1).split(' ');
    const at = this.#namesIn(document).indexOf(name);
    return [version, ...parts.map((part, i) => (i === at ? renewed : part))].join(' ');
  }

  /** What a token depends on: the definition, and each secret that it names. */
  #stamp({ document, version }: TokenUser): string {
    let stamp = version;
    for (const name of this.#namesIn(document)) stamp += ` ${this.#parts.secrets.stamp(name)}`;
    return stamp;
  }

  #namesIn(document: ConnectionDocument): string[] {
    const known = this.#names.get(document);
    if (known) return known;
    const names = [...new Set(secretReferences(document).map(({ name }) => name))];
    this.#names.set(document, names);
    return names;
  }
}

/** A token that could not be fetched leaves the lead's own call unsent, whatever became of the call for the token. */
function asToken(error: unknown): Failure {
  if (!(error instanceof Failure)) throw error;
  if (!error.code.startsWith('REMOTE_') && error.code !== 'STORE_UNAVAILABLE') return error;
  return new Failure('TOKEN_UNAVAILABLE', { detail: error.message, cause: error });
}
