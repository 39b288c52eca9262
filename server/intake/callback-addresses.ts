// The addresses that make a waiting run go on: signed, so that nobody but who was given one can call it.
import { createHmac, timingSafeEqual } from 'node:crypto';

/** Makes and recognises callback addresses. */
export interface CallbackAddresses {
  /** `<base>/callback/<run>/<node>?sig=…` */
  of(run: string, node: string): string;
  /** Whether the signature is the one of this run and node. */
  isGenuine(run: string, node: string, signature: string): boolean;
}

/** 128 bits are enough for a signature that is only ever tried over the network. */
const SIGNATURE_BYTES = 16;

/** `base` gives the public address of the server, without a slash at its end; `key` signs. */
export function callbackAddresses(base: () => string, key: Buffer): CallbackAddresses {
  const sign = (run: string, node: string) =>
    createHmac('sha256', key).update(`${run}/${node}`).digest().subarray(0, SIGNATURE_BYTES);
  return {
    of: (run, node) => `${base()}/callback/${run}/${node}?sig=${sign(run, node).toString('base64url')}`,
    isGenuine(run, node, signature) {
      const given = Buffer.from(signature, 'base64url');
      return given.length === SIGNATURE_BYTES && timingSafeEqual(given, sign(run, node));
    },
  };
}
