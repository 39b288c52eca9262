// Who sent this? Finds the source of a request by its key or by its signature.
import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { Failure } from '../../flows/language/failures.ts';

/** A source as intake needs it. `flow` is the slug that its leads go to; `region` an ISO country such as `US`. */
export interface SourceFacts {
  id: string;
  name: string;
  flow: string;
  auth: 'key' | 'hmac';
  region: string;
  pending: 'pending' | 'success' | 'failed';
  ratePerMinute: number | undefined;
  test: boolean;
}

/** Look-ups by key, answered at once. */
export interface SourceBook {
  /** `hash` is the SHA-256 of the key, hexadecimal. */
  byKeyHash(hash: string): SourceFacts | undefined;
  /** Sources of a flow that sign, each with its secret in clear. */
  signing(flow: string): readonly (SourceFacts & { secret: string })[];
}

/** The parts of a request that say who sent it. */
export interface Credentials {
  flow: string;
  header: (name: string) => string | undefined;
}

/** How far a signature's time may be from ours, milliseconds (Standard Webhooks' tolerance). */
const TOLERANCE_MS = 5 * 60_000;

/**
 * The source whose key came with the request, in `X-Leadflow-Key`, `Authorization: Bearer` or `?key=` (`queryKey`: for
 * senders that can set nothing else); undefined for a request that may be rightly signed, which only its body tells. Fails
 * with KEY_MISSING, KEY_WRONG, SIGNATURE_WRONG.
 */
export function keyedSource(
  request: Credentials & { queryKey: string | undefined },
  book: SourceBook,
): SourceFacts | undefined {
  if (request.header(SIGNATURE) !== undefined) {
    // Whoever can sign nothing here must not make us read a megabyte first.
    if (digestOf(request) === undefined || book.signing(request.flow).length === 0)
      throw new Failure('SIGNATURE_WRONG');
    return undefined;
  }
  const key = keyOf(request);
  if (key === undefined) throw new Failure('KEY_MISSING');
  const source = book.byKeyHash(hash('sha256', key));
  if (!source || source.flow !== request.flow) throw new Failure('KEY_WRONG');
  return source;
}

const SIGNATURE = 'x-leadflow-signature';

function keyOf({ header, queryKey }: Credentials & { queryKey: string | undefined }): string | undefined {
  const own = header('x-leadflow-key');
  if (own) return own;
  const bearer = /^Bearer\s+(\S+)$/i.exec(header('authorization') ?? '');
  return bearer?.[1] ?? queryKey;
}

/**
 * The source that signed the request: `X-Leadflow-Signature` is the HMAC-SHA256 in hexadecimal over the raw body, or over
 * `<time>.<body>` where `X-Leadflow-Timestamp` gives the time in seconds. `now` in milliseconds since 1970. Fails with
 * SIGNATURE_WRONG, SIGNATURE_STALE.
 */
export function bySignature(request: Credentials & { body: Buffer; now: number }, book: SourceBook): SourceFacts {
  const digest = digestOf(request);
  if (digest === undefined) throw new Failure('SIGNATURE_WRONG');
  const time = request.header('x-leadflow-timestamp');
  const prefix = time === undefined ? '' : `${time}.`;
  const source = book.signing(request.flow).find(({ secret }) => {
    const own = createHmac('sha256', secret).update(prefix).update(request.body).digest();
    return timingSafeEqual(own, digest);
  });
  if (!source) throw new Failure('SIGNATURE_WRONG');
  if (time !== undefined && !isFresh(time, request.now)) throw new Failure('SIGNATURE_STALE');
  return source;
}

function digestOf({ header }: Pick<Credentials, 'header'>): Buffer | undefined {
  const given = /^(?:sha256=)?([0-9a-f]{64})$/i.exec((header(SIGNATURE) ?? '').trim())?.[1];
  return given === undefined ? undefined : Buffer.from(given, 'hex');
}

function isFresh(time: string, now: number): boolean {
  return /^\d{1,12}$/.test(time) && Math.abs(now - Number(time) * 1000) <= TOLERANCE_MS;
}
