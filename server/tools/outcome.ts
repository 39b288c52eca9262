// What a fault on the wire means: its code in words, and whether the request may have left (safety.md 3.4).
import { Failure, type FailureCode } from '../../flows/language/failures.ts';

/** Our own faults on the wire, beside those that undici and Node raise. */
export type WireFault = 'TOTAL_TIMEOUT' | 'ANSWER_TOO_LARGE' | 'ANSWER_UNREADABLE';

/** Raised while a call is in flight for one of our own limits. */
export class WireError extends Error {
  readonly code: WireFault;
  constructor(code: WireFault, message: string) {
    super(message);
    this.code = code;
  }
}

/** Raised before anything is sent: the operator's egress proxy is away, or refuses. */
export class ProxyError extends Error {
  readonly code = 'EGRESS_PROXY';
}

const TIMEOUTS: ReadonlySet<string> = new Set(['TOTAL_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);
const TOO_LARGE: ReadonlySet<string> = new Set([
  'ANSWER_TOO_LARGE',
  'UND_ERR_RES_EXCEEDED_MAX_SIZE',
  'ERR_BUFFER_TOO_LARGE',
]);
/** Raised before a byte is written: the request itself is malformed. */
const MALFORMED: ReadonlySet<string> = new Set(['UND_ERR_INVALID_ARG', 'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH']);
/** TLS codes of OpenSSL and Node that do not begin with ERR_TLS_ or ERR_SSL_. */
const TLS =
  /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_|EPROTO)/;

/** Plain words for the codes an admin meets most; others are shown with their own text. */
const WORDS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'The host name does not exist.',
  EAI_AGAIN: 'The host name could not be looked up just now.',
  ECONNREFUSED: 'Nothing listens at that host and port.',
  EHOSTUNREACH: 'There is no way to that host.',
  ENETUNREACH: 'There is no way to that network.',
  ETIMEDOUT: 'The host did not take the connection in time.',
  UND_ERR_CONNECT_TIMEOUT: 'The host did not take the connection in time.',
  UND_ERR_HEADERS_TIMEOUT: 'The connection stood, but no answer began in time.',
  UND_ERR_BODY_TIMEOUT: 'The answer began, then stopped.',
  UND_ERR_SOCKET: 'The connection was closed before the answer was complete.',
  ECONNRESET: 'The connection was reset before the answer was complete.',
  EPIPE: 'The connection was closed while the request was being sent.',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'The answer is shorter or longer than its Content-Length says.',
  UND_ERR_HEADERS_OVERFLOW: 'The head of the answer is too large.',
  CERT_HAS_EXPIRED: 'The certificate has expired.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate is self-signed.',
  SELF_SIGNED_CERT_IN_CHAIN: 'The certificate chain is self-signed.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'The certificate is not signed by an authority that is trusted here.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate is for another host.',
  ERR_SSL_WRONG_VERSION_NUMBER: 'The port does not speak TLS, or an older version than 1.2.',
};

/** `sent` says whether the first byte was about to be written when it happened; `status` is the answer's, if its head came. */
export function failureOf(error: unknown, at: { sent: boolean; status: number | undefined }): Failure {
  if (error instanceof Failure) return error;
  const code = codeOf(error);
  const text = error instanceof Error ? error.message : String(error);
  const isOurs = error instanceof WireError || error instanceof ProxyError || code === 'EGRESS_BLOCKED';
  const foreign = code !== '' && !isOurs && !text.includes(code);
  const words = WORDS[code] ?? (foreign ? `${text} (${code})` : text);
  const came = at.status === undefined ? '' : ` It had answered with status ${at.status}.`;
  return new Failure(failureCode(code, at.sent), { detail: `${words}${came}`, cause: error });
}

function failureCode(code: string, sent: boolean): FailureCode {
  if (code === 'EGRESS_BLOCKED') return 'EGRESS_BLOCKED';
  if (MALFORMED.has(code)) return 'CONFIG_INVALID';
  if (!sent) return TLS.test(code) ? 'REMOTE_TLS' : 'REMOTE_UNREACHABLE';
  if (TIMEOUTS.has(code)) return 'REMOTE_TIMEOUT';
  return TOO_LARGE.has(code) ? 'REMOTE_TOO_LARGE' : 'REMOTE_BROKEN_OFF';
}

/** A connect attempt over several addresses fails with all their errors; the first names the cause. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && !('code' in error && error.code)) return codeOf(error.errors[0]);
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (typeof code === 'string') return code;
  // llhttp and some TLS faults come with the cause inside.
  return error instanceof Error && error.cause !== undefined ? codeOf(error.cause) : '';
}

/** Codes of a call whose bytes may have left while no whole answer came. */
const UNKNOWN: ReadonlySet<FailureCode> = new Set([
  'REMOTE_TIMEOUT',
  'REMOTE_BROKEN_OFF',
  'REMOTE_TOO_LARGE',
  'INTERNAL',
]);

/** Whether a call that failed so may have reached the receiver. `'no'`: nothing left, so trying again is safe. */
export function sentOf(failure: Failure): 'no' | 'unknown' {
  return UNKNOWN.has(failure.code) ? 'unknown' : 'no';
}
