// Posts our own JSON to an address that an admin gave: through the same guarded way out as every call of a flow.
import type { Json } from '../../flows/language/document.ts';
import type { Outbound } from './outbound.ts';

/** How long such a post may take in all, milliseconds. */
const TOTAL_MS = 15_000;

/** Resolves once the receiver answered 2xx. Fails as `Outbound.send` does, and with an Error that names another status. */
export async function postJson(outbound: Pick<Outbound, 'send'>, address: string, body: Json): Promise<void> {
  const { origin, pathname, search } = new URL(address);
  const text = JSON.stringify(body);
  const { status } = await outbound.send({
    origin,
    method: 'POST',
    path: pathname + search,
    headers: ['Content-Type', 'application/json', 'Accept', '*/*', 'User-Agent', 'Leadflow'],
    body: text,
    timeoutMs: TOTAL_MS,
    secrets: [],
    masked: { method: 'POST', url: origin, headers: {}, body: '', connection: '', connectionVersion: '' },
  });
  if (status < 200 || status > 299) throw new Error(`The address answered with status ${status}.`);
}
