// Finds values that look like secrets, where a document should name one instead: such a document is not published or exported.
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { isObject } from '../../flows/language/json.ts';

/** Shapes that vendors give to their keys, and credentials in headers and addresses. */
const SHAPES: readonly RegExp[] = [
  /^(bearer|basic|token)\s+[A-Za-z0-9._~+/=-]{8,}$/i,
  /^(sk|pk|rk)_(live|test)_[A-Za-z0-9]{8,}/,
  /^(gh[opsu]_|github_pat_|xox[abprs]-|SG\.|AIza)[A-Za-z0-9._-]{10,}/,
  /^AKIA[0-9A-Z]{16}$/,
  /^eyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]*$/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /:\/\/[^/\s:@]+:[^/\s@]+@/,
  /^[0-9a-f]{32,}$/i,
];

/** Fields whose plain value is a secret whatever it looks like. */
const NAMES = /(^|[_.-])(password|passwd|secret|authorization|api[_-]?key|token|access[_-]?key)$/i;

/** A long text of random letters and digits, without words. */
const RANDOM = /^(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9])[A-Za-z0-9_+/=-]{24,}$/;

/** Places of a template or parameter that a connection fills, such as `Bearer {token}`. */
const PLACES = /\{(field|result)\.[^{}]+\}|\{(token|tenant|host)\}|\{body(\.[^{}]+)?\}/g;

/** Dotted paths of the values that look like secrets. `skip` names keys whose insides do not count. */
export function secretPlaces(value: Json, skip: readonly string[] = []): string[] {
  return search(value, { path: [], key: '', skip });
}

function search(value: Json, at: { path: string[]; key: string; skip: readonly string[] }): string[] {
  if (typeof value === 'string') return isSuspect(value, at.key) ? [at.path.join('.')] : [];
  if (Array.isArray(value)) return value.flatMap((item, i) => search(item, { ...at, path: [...at.path, String(i)] }));
  if (!isObject(value)) return [];
  // Rows such as { name: Authorization, value: ... } and { target: auth_token, default: ... } say the name beside the value.
  const named = [value.name, value.target].find((name) => typeof name === 'string' && NAMES.test(name));
  return Object.entries(value).flatMap(([key, item]) => {
    if (at.skip.includes(key) || isTokenPath(value, key)) return [];
    const label = (key === 'value' || key === 'default') && typeof named === 'string' ? named : key;
    return search(item, { ...at, path: [...at.path, key], key: label });
  });
}

/** Where a token stands in the answer of an Auth endpoint: the path is called `token`, and is none. */
function isTokenPath({ type, endpoint }: JsonObject, key: string): boolean {
  return key === 'token' && type === 'token' && typeof endpoint === 'string';
}

/** A reference, an expression, and a secret's own name are fine; so is what a field or token is put into. */
function isSuspect(text: string, key: string): boolean {
  if (text === '' || text.startsWith('secret:') || text.startsWith('=')) return false;
  const rest = text.replace(PLACES, '');
  const isNamed = NAMES.test(key) && rest === text;
  return isNamed || RANDOM.test(rest.trim()) || SHAPES.some((shape) => shape.test(rest));
}
