// The refusals of the lead API, as its client reads them: the codes of Convoso's API, and ours from 9000 on.
import type { AccountSettings } from '../../../flows/language/account-flow.ts';
import { FAILURES } from '../../../flows/language/failure-table.ts';
import type { FailureCode } from '../../../flows/language/failures.ts';
import { AS_THEY_ARE } from '../../respond/lead-api.ts';
import type { PostingRefusal } from './schemas-posting.ts';

type Own = readonly [code: number, says: string, remedy: string];

/** Code, what is told, what to do. They are answered with status 200, as clients of such APIs expect. */
const OWN: readonly Own[] = [
  [5001, 'Auth token is invalid', 'Send the token of a source of the lead API as auth_token.'],
  [6002, 'No such list', 'Send the short name of a lead list as list_id.'],
  [6007, 'Phone number and list id are required', 'Send both phone_number and list_id.'],
  [6008, 'Phone number is invalid', 'Send ten digits with phone_code 1, or the whole number with a +.'],
  [6079, 'Invalid email', 'Send an e-mail address, or none.'],
  [9002, 'Hopper priority must be 0 to 99', 'Send a whole number, or none.'],
  [9003, 'Hopper expiry must be at most 300 minutes', 'Send whole minutes, or none.'],
  [9004, 'Nested parameters are not allowed', 'Send every parameter as one text or number.'],
  [9005, 'The parameters cannot be read', 'Send a form, JSON, multipart, or a query, as the content type says.'],
  [9008, 'check_dup must be 0, 1, 2, 3 or 4', 'Send one of these, or none. A switch such as check_dnc takes 1 or 0.'],
];

/** Failures of ours in that shape: code 9500, with a name that tells them apart. */
const FAILED: readonly FailureCode[] = [
  'TOO_MANY_TRIES',
  'RATE_LIMITED',
  'BODY_TOO_LARGE',
  'KEY_REUSED',
  'STILL_RUNNING',
  'SOURCE_PAUSED',
  'FLOW_PAUSED',
  'SHUTTING_DOWN',
  'OVERLOADED',
  'STORE_UNAVAILABLE',
  'INTERNAL',
];

/** What the settings add. */
function bySettings({ required, users }: Pick<AccountSettings, 'required' | 'users'>): Own[] {
  return [
    ...(users.length > 0
      ? [[6006, 'No such user: owner_id', 'Name a user that the account knows, or none.'] as const]
      : []),
    ...(required.length > 0
      ? [[6023, `Required fields are missed: ${required.join(', ')}`, 'Send every field that is required.'] as const]
      : []),
  ];
}

/** Everything that a client can be refused with under these settings, by code. */
export function leadApiRefusals(settings: Pick<AccountSettings, 'required' | 'users'>): PostingRefusal[] {
  const own = [...OWN, ...bySettings(settings)].sort(([one], [other]) => one - other);
  return [
    ...own.map(([code, says, remedy]) => ({ code: String(code), status: 200, says, remedy, again: false })),
    ...OTHERS,
  ];
}

const OTHERS: readonly PostingRefusal[] = [
  {
    code: '5001',
    status: 403,
    says: 'This token has no right to the lead API',
    remedy: 'Use the token of a source whose flow is the lead API.',
    again: false,
  },
  ...FAILED.map((name) => {
    const { status, says, remedy } = FAILURES[name];
    const again = status === 503 || status === 429 || name === 'STILL_RUNNING';
    return { code: `9500 ${name}`, status: AS_THEY_ARE.has(status) ? status : 200, says, remedy, again };
  }),
];
