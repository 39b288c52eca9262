// What clients of the lead API are told, in Convoso's shape: HTTP 200 with success, and a code that counts per call. Pure.
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { FAILURES } from '../../flows/language/failure-table.ts';
import type { Failure } from '../../flows/language/failures.ts';
import { isObject } from '../../flows/language/json.ts';
import type { Answer } from '../../nodes/tools.ts';
import type { HttpAnswer } from './answers.ts';

/** A refusal: the same number means different things per call (help.convoso.com; 9000 and above are ours). */
export interface Refusal {
  code: number;
  text: string;
}

/** Refusals that every call knows. */
export const TOKEN_INVALID: Refusal = { code: 5001, text: 'Auth token is invalid' };
export const NESTED: Refusal = { code: 9004, text: 'Nested parameters are not allowed' };
export const UNREADABLE: Refusal = { code: 9005, text: 'The parameters cannot be read' };

const TYPE = 'application/json; charset=utf-8';

/** A body with its status. */
export function toldApi(body: JsonObject, { status = 200, run }: { status?: number; run?: string } = {}): HttpAnswer {
  const headers: Record<string, string> = {
    'content-type': TYPE,
    ...(run === undefined ? {} : { 'x-leadflow-run': run }),
  };
  return { status, headers, body: JSON.stringify(body) };
}

/** `{"success": false, "code": …, "text": …}`. */
export function refusedApi({ code, text }: Refusal): HttpAnswer {
  return { ...toldApi({ success: false, code, text }), refused: { code: String(code), says: text } };
}

/** A key that is right, and is for something else. */
export function forbiddenApi(): HttpAnswer {
  return { ...refusedApi({ code: 5001, text: 'This token has no right to the lead API' }), status: 403 };
}

/**
 * What is told while the flow goes on: such a client cannot ask again, so it hears success or failure as its source says.
 * The id of the run stands for the lead's: searching and changing take both.
 */
export function pendingApi(run: string, wants: 'pending' | 'success' | 'failed'): Answer {
  if (wants === 'failed') {
    const body = { success: false, code: 9100, text: 'The lead was taken and is still being checked', run };
    return { status: 200, success: false, body };
  }
  return { status: 200, success: true, body: { success: true, data: { lead_id: run }, pending: true } };
}

/** The flow's answer, as it is where the flow says it in this shape; what a run came to without one is put into it. */
export function flowApi({ success, body }: Answer): JsonObject {
  if (isShaped(body)) return body;
  if (success) return { success: true, data: {} };
  const reason = isObject(body) ? body.reason : undefined;
  return { success: false, code: 9000, text: typeof reason === 'string' ? reason : 'The lead could not be finished' };
}

function isShaped(body: Json): body is JsonObject {
  return isObject(body) && typeof body.success === 'boolean' && ('data' in body || 'code' in body);
}

/** Statuses that are told as they are: what is not on disk, or still under way, must not pass for refused for good. */
export const AS_THEY_ARE: ReadonlySet<number> = new Set([404, 405, 409, 412, 413, 429, 500, 503]);

/** A failure of ours in that shape. */
export function failedApi(failure: Failure, extra: Record<string, string> = {}): HttpAnswer {
  const { status } = FAILURES[failure.code];
  const text = [failure.message, FAILURES[failure.code].remedy].filter(Boolean).join(' ');
  const told = toldApi({ success: false, code: 9500, text, error: failure.code });
  const refused = { code: failure.code, says: failure.message };
  return { ...told, status: AS_THEY_ARE.has(status) ? status : 200, headers: { ...told.headers, ...extra }, refused };
}
