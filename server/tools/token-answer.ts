// What the answer of a token endpoint gives: the token, how long it counts, and a new refresh token. Pure.
import type { Json } from '../../flows/language/document.ts';
import { Failure, type FailureCode } from '../../flows/language/failures.ts';
import { isObject } from '../../flows/language/json.ts';
import type { ParseBody } from '../../flows/language/parsed-answer.ts';
import { getPath } from '../../flows/language/paths.ts';
import type { RemoteAnswer } from '../../nodes/tools.ts';
import { scrub } from './masking.ts';
import type { TokenAuth } from './token-request.ts';

/** A token that was given. */
export interface Grant {
  token: string;
  /** How long it counts, milliseconds. */
  lifeMs: number;
  /** Takes the place of the refresh token that was shown (RFC 6749 6). */
  refresh?: string;
}

/** Where nothing says how long a token counts, seconds. */
const DEFAULT_LIFE = 3600;
const LONGEST_TOKEN = 16_384;

/** Fails with TOKEN_REFUSED, and TOKEN_UNAVAILABLE where asking again may help. Says nothing that could be a token. */
export async function readGrant(answer: RemoteAnswer, auth: TokenAuth, parse: ParseBody): Promise<Grant> {
  const { status } = answer;
  const data = await dataOf(answer, parse);
  if (status === 429 || status >= 500) throw fault('TOKEN_UNAVAILABLE', `Its address answered ${status}.`);
  if (status < 200 || status > 299) throw fault('TOKEN_REFUSED', `Its address answered ${status}${reasonIn(data)}.`);
  const path = auth.type === 'oauth2' ? 'access_token' : auth.token;
  const token = tokenIn(data, path);
  if (token === undefined) {
    const where = path === '' ? 'is no text that can be a token' : `holds no token at "${path}"`;
    throw fault('TOKEN_REFUSED', `The answer (HTTP ${status}) ${where}${reasonIn(data)}.${fieldsIn(data)}`);
  }
  const lifeMs = lifeOf(data, auth) * 1000;
  const refresh = auth.type === 'oauth2' && auth.grant === 'refresh-token' ? tokenIn(data, 'refresh_token') : undefined;
  return { token, lifeMs, ...(refresh === undefined ? {} : { refresh }) };
}

/** Where tokens stand in answers to OAuth 2 and OpenID Connect. */
const TOKEN_FIELDS = ['access_token', 'refresh_token', 'id_token'] as const;

/** The answer with its tokens masked: the one at `path`, and those that the standards name. */
export async function withoutTokens(
  answer: RemoteAnswer,
  path: string | undefined,
  parse: ParseBody,
): Promise<RemoteAnswer> {
  const data = await dataOf(answer, parse);
  const paths = path === undefined ? TOKEN_FIELDS : [path, ...TOKEN_FIELDS];
  const tokens = paths.flatMap((each) => tokenIn(data, each) ?? []);
  if (tokens.length === 0) return answer;
  const headers = Object.entries(answer.headers).map(([name, value]) => [name, scrub(value, tokens)] as const);
  return { ...answer, headers: Object.fromEntries(headers), body: scrub(answer.body, tokens) };
}

/** By its content type, else as what it looks like. */
async function dataOf({ type, body }: RemoteAnswer, parse: ParseBody): Promise<Json | undefined> {
  const declared = /\bjson$/.test(type) ? 'json' : /\bxml$/.test(type) ? 'xml' : undefined;
  const first = await parse(body, declared ?? 'json');
  if (first.ok) return first.data;
  const looks = first.looksLike === 'xml' || first.looksLike === 'json' ? await parse(body, first.looksLike) : first;
  return looks.ok ? looks.data : body.trim();
}

/** A header takes no control character. */
function tokenIn(data: Json | undefined, path: string): string | undefined {
  const value = getPath(data, path);
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || text === '' || text.length > LONGEST_TOKEN) return undefined;
  return /^[\x20-\x7e]+$/.test(text) ? text : undefined;
}

function lifeOf(data: Json | undefined, auth: TokenAuth): number {
  const path = auth.type === 'oauth2' ? 'expires_in' : auth.expiresPath;
  const given = path === undefined ? undefined : getPath(data, path);
  const seconds = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
  if (typeof seconds === 'number' && Number.isFinite(seconds) && seconds >= 0) return seconds;
  return (auth.type === 'token' ? auth.expiresIn : undefined) ?? DEFAULT_LIFE;
}

/** The words of RFC 6749 5.2, which never hold a token. */
function reasonIn(data: Json | undefined): string {
  if (!isObject(data) || typeof data.error !== 'string') return '';
  const more = typeof data.error_description === 'string' ? `, ${data.error_description}` : '';
  return `: ${(data.error + more).slice(0, 200)}`;
}

function fieldsIn(data: Json | undefined): string {
  if (!isObject(data)) return '';
  const names = Object.keys(data).slice(0, 10);
  return names.length === 0 ? '' : ` It has the fields ${names.join(', ')}.`;
}

function fault(code: FailureCode, detail: string): Failure {
  return new Failure(code, { detail });
}
