// The addresses that make a waiting run go on: signed, so that nobody but who was given one can call it.
import { createHmac, timingSafeEqual } from 'node:crypto';

import { Failure } from '../../flows/language/failures.ts';

/** Makes and recognises callback addresses. */
export interface CallbackAddresses {
  /** `<base>/callback/<run>/<node>?sig=…` */
  of(run: string, node: string): string;
  /** Whether the signature is the one of this run and node. */
  isGenuine(run: string, node: string, signature: string): boolean;
}

/** 128 bits are enough for a signature that is only ever tried over the network. */
const SIGNATURE_BYTES = 16;

/**
 * `base` gives the public address of the server, without a slash at its end; `key` signs, and fails with SECRETS_LOCKED where
 * it cannot be had: callers are then asked to come again, and an address that is shown has no signature.
 */
export function callbackAddresses(base: () => string, key: () => Buffer): CallbackAddresses {
  let kept: Buffer | undefined;
  const sign = (run: string, node: string) => {
    kept ??= key();
    return createHmac('sha256', kept).update(`${run}/${node}`).digest().subarray(0, SIGNATURE_BYTES);
  };
  return {
    of: (run, node) => `${base()}/callback/${run}/${node}?sig=${shown(() => sign(run, node).toString('base64url'))}`,
    isGenuine(run, node, signature) {
      const given = Buffer.from(signature, 'base64url');
      return given.length === SIGNATURE_BYTES && timingSafeEqual(given, sign(run, node));
    },
  };
}

function shown(signature: () => string): string {
  try {
    return signature();
  } catch (error) {
    if (error instanceof Failure && error.code === 'SECRETS_LOCKED') return '';
    throw error;
  }
}
