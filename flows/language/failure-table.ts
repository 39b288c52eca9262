// The table of failures: every expected fault has a code here, with what to say and what to do. Data: exempt from the size of a file.

interface FailureEntry {
  /** HTTP status when the fault is answered to a caller. */
  status: number;
  /** True where the engine may try the same call again by itself. */
  retryable: boolean;
  says: string;
  remedy: string;
}

/** code -> { status, retryable, says, remedy }. README's table is held to this one by a test. */
export const FAILURES = {
  // What a source sent
  UNSUPPORTED_TYPE: entry(
    415,
    'The content type is missing or not one we read.',
    'Send application/json, application/x-www-form-urlencoded, application/xml or text/xml.',
  ),
  BODY_EMPTY: entry(400, 'The request has no body.', 'Send the lead as the body of the request.'),
  BODY_UNREADABLE: entry(
    400,
    'The body is not what its content type says.',
    'Check the body at the place named; nothing was stored.',
  ),
  INVALID_UTF8: entry(
    400,
    'The body holds bytes that are not UTF-8 text.',
    'Send the body as UTF-8, or name its charset in the content type.',
  ),
  BODY_TOO_LARGE: entry(413, 'The body is larger than 1 MB.', 'Send a smaller lead.'),
  BODY_TOO_DEEP: entry(
    400,
    'The body is nested more than 64 levels deep, or has more than 10,000 fields.',
    'Send a flatter lead.',
  ),
  LEAD_NOT_OBJECT: entry(400, 'A lead must be one object with named fields.', 'Send one lead a request, as an object.'),
  LEAD_INVALID: entry(
    422,
    'The lead does not have the fields that this flow asks for.',
    'Correct the fields named and send the lead again.',
  ),
  PATH_UNKNOWN: entry(
    404,
    'No published flow listens at this address.',
    'Check the address; publish the flow if it is a draft.',
  ),
  METHOD_NOT_ALLOWED: entry(
    405,
    'This address does not take that method.',
    'Send the lead with one of the methods named in Allow.',
  ),
  KEY_MISSING: entry(
    401,
    'The request has no source key.',
    'Send the key of the source in the header X-Leadflow-Key or Authorization: Bearer.',
  ),
  KEY_WRONG: entry(401, 'The source key is not valid for this flow.', 'Check the key on the Sources page.'),
  SIGNATURE_WRONG: entry(
    401,
    'The signature is missing, malformed, or not made with the secret of the source.',
    'Sign the raw body with the secret of the source: HMAC-SHA256, hexadecimal, in X-Leadflow-Signature.',
  ),
  SIGNATURE_STALE: entry(
    401,
    'The signature is older than five minutes, or from the future.',
    'Check the clock of the sender and sign each request anew.',
  ),
  SOURCE_PAUSED: entry(503, 'This source is paused.', 'Send the lead again later; an admin can resume the source.'),
  FLOW_PAUSED: entry(503, 'This flow is paused.', 'Send the lead again later; an admin can resume the flow.'),
  RATE_LIMITED: entry(
    429,
    'The source sends more leads a minute than it may.',
    'Wait as long as Retry-After says; an admin can raise the limit of the source.',
  ),
  CALLBACKS_FULL: entry(
    429,
    'More callbacks came for this step than are kept.',
    'Call once for each decision; what came before is kept, and counts.',
  ),
  CALLBACK_UNKNOWN: entry(
    404,
    'This is not the address of a callback that we gave out.',
    'Call the address exactly as it was given, with its signature.',
  ),
  KEY_REUSED: entry(422, 'This idempotency key was used for a different lead.', 'Use a new key for each lead.'),
  STILL_RUNNING: entry(
    409,
    'A request with this idempotency key is still being worked on.',
    'Ask again in a moment with the same key.',
  ),
  SHUTTING_DOWN: entry(503, 'The server is stopping.', 'Send the lead again in a moment.'),
  OVERLOADED: entry(
    503,
    'The server has as many leads in hand as it can hold.',
    'Send the lead again after the time in Retry-After.',
  ),
  STORE_UNAVAILABLE: entry(
    503,
    'The server cannot store leads just now.',
    'Send the lead again later; nothing was stored.',
  ),
  DISK_FULL: entry(503, 'There is no room left on the disk of the server.', 'Make room there, then go on.'),
  // What a step met
  EXPRESSION_FAILED: entry(
    500,
    'An expression failed.',
    'Open the run, look at the input of the step, and correct the expression.',
  ),
  EXPRESSION_LIMIT: entry(
    500,
    'An expression took too long, or made too much.',
    'Simplify the expression, or split the work over two steps.',
  ),
  CONFIG_INVALID: entry(
    500,
    'A field of the step has a value that it cannot work with.',
    'Open the run, look at the input of the step, and correct the field.',
  ),
  MAPPING_INCOMPLETE: entry(
    500,
    'A required field of the adaptor has no value.',
    'Give the field a default, or make the source send it.',
  ),
  CONNECTION_MISSING: entry(
    500,
    'The connection or endpoint no longer exists.',
    'Restore it on the Connections page, or choose another in the flow.',
  ),
  SECRET_MISSING: entry(
    500,
    'A secret that the connection needs is not set.',
    'Set the secret on the Connections page.',
  ),
  SECRET_ELSEWHERE: entry(
    500,
    'A secret may not be sent to this address, so nothing was sent.',
    'If it belongs there, open the connection and save it, or set the secret there again; then retry the run.',
  ),
  SECRETS_LOCKED: entry(
    503,
    'The secrets cannot be opened: their key is missing, or it is not the one that they were sealed with.',
    'Put the right key back: everything that waits then goes on. If it is lost, set every secret again.',
  ),
  TOKEN_REFUSED: retryable(
    502,
    'The receiver gave no access token, so nothing was sent.',
    'Check the authentication of the connection: its secrets, its Auth endpoint, and the path of the token.',
  ),
  TOKEN_UNAVAILABLE: retryable(
    502,
    'The access token could not be fetched, so nothing was sent.',
    'Check that the address of the token is up; the call is tried again as the step says.',
  ),
  LIST_MISSING: entry(
    500,
    'The list no longer exists.',
    'Restore it on the Lists page, or choose another in the flow.',
  ),
  LIST_UNREADABLE: entry(
    503,
    'The list could not be looked up in.',
    'Look at the health of the database, then retry the run from this step.',
  ),
  PHONE_INVALID: entry(500, 'The phone number cannot be read.', 'Check the field that the step takes the number from.'),
  HEADER_INVALID: entry(
    500,
    'A header has a name or value that must not be sent.',
    'Correct the header; line breaks and Host are refused.',
  ),
  EGRESS_BLOCKED: entry(
    502,
    'The address is private or not allowed, so nothing was sent.',
    'Use a public address, or let an operator allow it with LEADFLOW_EGRESS_ALLOW.',
  ),
  REMOTE_UNREACHABLE: retryable(
    502,
    'The receiver could not be reached, so nothing was sent.',
    'Check the host of the connection and that the receiver is up.',
  ),
  REMOTE_TLS: entry(
    502,
    'The secure connection to the receiver failed, so nothing was sent.',
    'Ask the receiver to mend its certificate.',
  ),
  REMOTE_TIMEOUT: entry(
    504,
    'The receiver did not answer in time; nobody knows whether it took the lead.',
    'Ask the receiver whether it has the lead, then settle the call.',
  ),
  REMOTE_BROKEN_OFF: entry(
    502,
    'The receiver broke the connection off; nobody knows whether it took the lead.',
    'Ask the receiver whether it has the lead, then settle the call.',
  ),
  REMOTE_TOO_LARGE: entry(
    502,
    'The answer of the receiver is larger than 1 MB.',
    'Ask the receiver for a shorter answer.',
  ),
  CONNECTION_PAUSED: entry(
    503,
    'The connection is paused, so nothing was sent.',
    'Resume the connection on the Connections page, then retry the run.',
  ),
  CHILD_FAILED: entry(
    500,
    'The flow that this step called ended with an error.',
    'Open the child run to see why, mend its cause, and retry the run.',
  ),
  FLOW_MISSING: entry(
    500,
    'The flow that this step calls is not published.',
    'Publish that flow, then publish this one again.',
  ),
  JOURNAL_DIVERGED: entry(
    500,
    'The run no longer follows its journal, so it was held and nothing was sent.',
    'Report this with the id of the run.',
  ),
  CANCELLED: entry(409, 'The run was cancelled.', 'Start a new run if the lead is still wanted.'),
  // What an admin asked
  RUN_NOT_HELD: entry(
    409,
    'The run does not wait for a person.',
    'Load the page again: someone else may have decided, or the run went on.',
  ),
  RETRY_REFUSED: entry(
    409,
    'The run cannot be retried from this step.',
    'Retry it from an earlier step, or from the start.',
  ),
  NOT_SIGNED_IN: entry(401, 'You are not signed in.', 'Sign in, or send a token in Authorization: Bearer.'),
  SIGN_IN_FAILED: entry(
    401,
    'The e-mail address or password is not right.',
    'Try again, or reset the password with: npx leadflow user reset.',
  ),
  TOO_MANY_TRIES: entry(429, 'Too many tries.', 'Wait for the time in Retry-After and try again.'),
  NOT_ALLOWED: entry(403, 'Your role does not allow this.', 'Ask an admin.'),
  CROSS_SITE: entry(
    403,
    'The request was not made by a page of this server.',
    'Open the pages at the address of the server, or use a token instead of the session cookie.',
  ),
  NOT_FOUND: entry(404, 'There is no such thing.', 'Check the name; it may have been deleted.'),
  ALREADY_EXISTS: entry(409, 'There is already one with this name.', 'Choose another name.'),
  IN_USE: entry(409, 'It is still in use.', 'Take it out of what is named, then delete it.'),
  CHANGED_MEANWHILE: entry(
    412,
    'Someone else changed it since you opened it.',
    'Reload, look at the change, and make yours again.',
  ),
  APPLIED_MEANWHILE: entry(
    409,
    'Someone else applied other settings since you opened them.',
    'Look at what differs. Take theirs, or apply yours on the version that is followed.',
  ),
  REQUEST_INVALID: entry(422, 'The request has fields that are missing or wrong.', 'Correct the fields named.'),
  REQUEST_TOO_LARGE: entry(413, 'The request is larger than 8 MB.', 'Send it in parts.'),
  FLOW_HAS_PROBLEMS: entry(
    422,
    'The flow has problems, so it was not published.',
    'Correct the problems listed, then publish.',
  ),
  TEXT_UNREADABLE: entry(422, 'The file cannot be read.', 'Correct the place named in the file.'),
  INTERNAL: entry(500, 'Something unexpected went wrong on our side.', 'Report this with the id given.'),
} as const satisfies Record<string, FailureEntry>;

function entry(status: number, says: string, remedy: string): FailureEntry {
  return { status, retryable: false, says, remedy };
}

function retryable(status: number, says: string, remedy: string): FailureEntry {
  return { status, retryable: true, says, remedy };
}
