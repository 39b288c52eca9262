// References to secrets in documents: `secret:<name>` in the place of a value, and nothing else.
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import { MASK } from './masking.ts';

/** What a secret may be called. */
export const SECRET_NAME = /^(?=.{1,64}$)[a-z0-9]+([._-][a-z0-9]+)*$/;

/** Longest secret, characters. */
const LONGEST = 8192;

/** The name in `secret:<name>`; undefined where the text is not a reference. */
export function secretName(text: string): string | undefined {
  if (!text.startsWith('secret:')) return undefined;
  const name = text.slice('secret:'.length);
  return SECRET_NAME.test(name) ? name : undefined;
}

/** A value as it is sent, and as it is recorded. */
export interface Twofold<T> {
  sent: T;
  shown: T;
}

/** Opens references for one request, and keeps the values that it used. */
export class SecretReader {
  readonly #get: (name: string) => string | undefined;
  readonly #of: string;
  readonly used: string[] = [];

  constructor(get: (name: string) => string | undefined, of: string) {
    this.#get = get;
    this.#of = of;
  }

  /** The secret behind a reference. Fails with CONFIG_INVALID where it is none, SECRET_MISSING where it is not set. */
  open(reference: string): string {
    const name = secretName(reference);
    if (name === undefined) {
      const detail = `Connection ${this.#of} must name its secret as "secret:<name>".`;
      throw new Failure('CONFIG_INVALID', { detail, fields: [{ field: 'auth.secret', says: detail }] });
    }
    const value = this.#get(name);
    if (value === undefined || value === '') {
      throw new Failure('SECRET_MISSING', { detail: `It is called "${name}", and connection ${this.#of} needs it.` });
    }
    this.used.push(value);
    return value;
  }

  /** A text of the connection, opened where it is a reference. */
  text(text: string): Twofold<string> {
    return text.startsWith('secret:') ? { sent: this.open(text), shown: MASK } : { sent: text, shown: text };
  }

  /** Data of the connection with every reference in it opened. */
  data(data: JsonObject): Twofold<JsonObject> {
    const twofold = this.#value(data);
    return { sent: twofold.sent as JsonObject, shown: twofold.shown as JsonObject };
  }

  #value(value: Json): Twofold<Json> {
    if (typeof value === 'string') return this.text(value);
    if (typeof value !== 'object' || value === null) return { sent: value, shown: value };
    const parts = Object.entries(value).map(([key, part]) => [key, this.#value(part)] as const);
    if (Array.isArray(value))
      return { sent: parts.map(([, part]) => part.sent), shown: parts.map(([, part]) => part.shown) };
    return {
      sent: Object.fromEntries(parts.map(([key, part]) => [key, part.sent])),
      shown: Object.fromEntries(parts.map(([key, part]) => [key, part.shown])),
    };
  }
}

/**
 * The text of a secret as it is kept. Outer blanks go: they come from pasting. Inside, only what an HTTP header can carry. Fails
 * with REQUEST_INVALID.
 */
export function readSecret(name: string, value: string): string {
  if (!SECRET_NAME.test(name)) {
    throw invalid(
      'name',
      'A secret is named in lower-case letters, digits, dots, hyphens and underscores, such as acme-token.',
    );
  }
  const text = value.trim();
  if (text === '') throw invalid('value', 'The secret is empty.');
  if (text.length > LONGEST) throw invalid('value', 'The secret is longer than 8 kB.');
  if (/\p{Cc}/u.test(text)) throw invalid('value', 'The secret holds a line break or another control character.');
  return text;
}

function invalid(field: string, says: string): Failure {
  return new Failure('REQUEST_INVALID', { detail: says, fields: [{ field, says }] });
}
