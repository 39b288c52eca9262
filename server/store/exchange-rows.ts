// The rows about exchanges with receivers that admin queries answer, the same for every database. Times are milliseconds since 1970, UTC.
import type { JsonObject } from '../../flows/language/document.ts';
import type { RemoteAnswer } from '../../nodes/tools.ts';
import type { MaskedRequest } from '../run/records.ts';

/** What an exchange came to. `answered`: nothing has read it. */
export type ExchangeResult =
  | 'accepted'
  | 'rejected'
  | 'error'
  | 'unrecognised'
  | 'unreadable'
  | 'answered'
  | 'not-sent'
  | 'unknown'
  | 'under-way';

/** One exchange, as the log of its connection lists it. `run` is null for a test of the endpoint, which `by` made. */
export interface ExchangeRow {
  /** `<run>.<node>.<n>.<attempt>`, or the id of the test. */
  id: string;
  at: number;
  phone: string;
  endpoint: string;
  status: number | null;
  result: ExchangeResult;
  reason: string;
  ms: number | null;
  test: boolean;
  run: string | null;
  flow: string | null;
  node: string | null;
  attempt: number;
  by: string | null;
}

/** An exchange in full. `lead` is what the call was made from. */
export interface ExchangeDetailRow extends ExchangeRow {
  lead: JsonObject | null;
  request: MaskedRequest | null;
  answer: RemoteAnswer | null;
  failure: { code: string; says: string; sent: 'no' | 'unknown' } | null;
}

/** Which exchanges of a connection are meant; null leaves a condition out. */
export interface ExchangeFilter {
  connection: string;
  endpoint: string | null;
  /** E.164 forms of one number, or null. */
  phones: string[] | null;
  result: ExchangeResult | null;
  since: number | null;
  before: number | null;
}

/** Where a page begins: below this row of the journal, and below this test. Null: at the newest. */
export interface ExchangeCursor {
  seq: number;
  test: string;
}

/** A test of an endpoint as it is kept. */
export interface KeptTest {
  connection: string;
  endpoint: string;
  phone: string;
  by: string;
  result: ExchangeResult;
  reason: string;
  lead: JsonObject;
  request: MaskedRequest | null;
  answer: RemoteAnswer | null;
  failure: ExchangeDetailRow['failure'];
}
