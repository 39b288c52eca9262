// The address of a vendor's API as New Connect needs it: where it is, what is called, and what its query says. Pure.
import { readAddress } from '../../../../flows/language/address.ts';

/** An address, as connection and endpoint keep it. */
export interface ApiAddress {
  scheme: 'http' | 'https';
  /** `name` or `name:port`. */
  host: string;
  /** Path of the endpoint, without the query; `/` where the address has none. */
  path: string;
  /** Names and values of the query, in its order. */
  query: readonly (readonly [name: string, value: string])[];
}

/** Reads what was typed or pasted as API URL; `says` is what is wrong with it, in words. */
export function readApiAddress(text: string): ApiAddress | { says: string } {
  const read = readAddress(text);
  if ('says' in read) return read;
  const { scheme, host, path, query } = read;
  return { scheme, host, path: path || '/', query };
}

/** True where what a query calls so is a key or password, which no file may hold. */
export function isSecretName(name: string): boolean {
  return /(^|[_.-])(auth|token|secret|password|passwd|pwd|key|signature)([_.-]|$)|api_?key|auth_?token/i.test(name);
}
