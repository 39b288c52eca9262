// Callbacks: a system outside calls the address that a run gave it, and what it says is on disk before it is told so.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { JsonObject } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import type { Engine } from '../engine/engine.ts';
import type { HttpAnswer } from '../respond/answers.ts';
import type { StoredCallback } from '../store/ports.ts';
import type { CallbackAddresses } from './callback-addresses.ts';
import { Later } from './later.ts';
import { readBytes } from './read-bytes.ts';
import { type ReadText, readAny, readForm } from './read-lead.ts';

/** What taking a callback needs. */
export interface CallbackDeps {
  engine: Pick<Engine, 'callback' | 'ready'>;
  callbacks: Pick<CallbackAddresses, 'isGenuine'>;
  read: ReadText;
  now: () => number;
}

const METHODS: readonly string[] = ['POST', 'GET'];

/** When whoever called too often is asked to come again, seconds. */
const FULL_SECONDS = 86_400;

/**
 * Answers `/callback/<run>/<node>?sig=…` once the callback is kept. The signature is held against the address before the
 * body is read, and a run that is not there is answered like one that is not ours to call. Fails with CALLBACK_UNKNOWN,
 * METHOD_NOT_ALLOWED, STORE_UNAVAILABLE, BODY_TOO_LARGE, BODY_UNREADABLE, CALLBACKS_FULL.
 */
export async function takeCallback(
  request: IncomingMessage,
  response: ServerResponse,
  deps: CallbackDeps,
): Promise<HttpAnswer> {
  const { run, node, query } = genuine(request.url ?? '', deps.callbacks);
  if (!METHODS.includes(request.method ?? ''))
    throw new Failure('METHOD_NOT_ALLOWED', { detail: `Allowed: ${METHODS.join(', ')}.` });
  if (!deps.engine.ready()) throw new Failure('STORE_UNAVAILABLE');
  const { 'content-type': type } = request.headers;
  const bytes = await readBytes(request, response);
  const { text, value } = readAny({ type, bytes }, deps.read);
  const media = type?.split(';')[0]?.trim().toLowerCase() ?? '';
  const { late } = await keep({ run, node }, { at: deps.now(), type: media, body: text, value, query }, deps);
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };
  return { status: 200, headers, body: JSON.stringify({ received: true, late }) };
}

function genuine(url: string, callbacks: CallbackDeps['callbacks']): { run: string; node: string; query: JsonObject } {
  const [, run = '', node = '', search = ''] = /^\/callback\/([^/?]+)\/([^/?]+)\/?(?:\?(.*))?$/s.exec(url) ?? [];
  const { sig, ...query } = readForm(search);
  if (typeof sig !== 'string' || !callbacks.isGenuine(run, node, sig)) throw new Failure('CALLBACK_UNKNOWN');
  return { run, node, query };
}

async function keep(
  { run, node }: { run: string; node: string },
  callback: StoredCallback,
  { engine }: CallbackDeps,
): Promise<{ late: boolean }> {
  try {
    return await engine.callback(run, node, callback);
  } catch (error) {
    if (error instanceof Failure && error.code === 'NOT_FOUND') throw new Failure('CALLBACK_UNKNOWN');
    // Coming again soon would not help.
    if (error instanceof Failure && error.code === 'CALLBACKS_FULL')
      throw new Later('CALLBACKS_FULL', FULL_SECONDS, error.detail);
    throw error;
  }
}
