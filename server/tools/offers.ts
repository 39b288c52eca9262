// What a receiver offers to choose from: asks a GET endpoint of a connection and reads value and label of each item.
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { FAILURES } from '../../flows/language/failure-table.ts';
import { Failure } from '../../flows/language/failures.ts';
import { isObject } from '../../flows/language/json.ts';
import { looksOf, type ParseBody } from '../../flows/language/parsed-answer.ts';
import { getPath } from '../../flows/language/paths.ts';
import type { ConnectionDocument } from '../../flows/language/receivers.ts';
import type { Toolbox } from './toolbox.ts';

/** Which items are wanted. `items`, `value` and `label` are dotted paths; a blank one is the answer, or the item, itself. */
export interface Wanted {
  connection: string;
  endpoint: string;
  items: string;
  value: string;
  label: string;
  /** Fields of the call: they fill places in the path, and the query. */
  given: JsonObject;
}

/** One thing to choose. */
export interface OfferItem {
  value: string;
  label: string;
}

/** Why nothing can be chosen, in words. `needs-credentials`: the receiver does not know us, or a secret is not set. */
export interface OfferFault {
  is: 'needs-credentials' | 'failed';
  says: string;
  remedy: string;
}

/** What was offered, and when, milliseconds since 1970. `left`: how many items more than are shown. */
export interface Offer {
  items: OfferItem[];
  left: number;
  fetchedAt: number;
  fault: OfferFault | null;
}

/** Reads an offer. It never fails: what went wrong is its `fault`. With `fresh`, what is kept does not count. */
export type Offers = (wanted: Wanted, fresh: boolean) => Promise<Offer>;

/** How long an offer is given again without asking, milliseconds. A fault is never kept. */
const KEPT_MS = 60_000;
const MOST_KEPT = 200;
const MOST_ITEMS = 1000;
/** A person waits for it: the call may take no longer, whatever its endpoint says, milliseconds. */
const LONGEST_MS = 10_000;

/** Faults that the person who fills in the form can mend with the credentials of the connection. */
const OF_CREDENTIALS: ReadonlySet<string> = new Set(['SECRET_MISSING', 'SECRET_ELSEWHERE', 'TOKEN_REFUSED']);

interface OfferParts extends Pick<Toolbox, 'exchange'> {
  /** The connection as it is now, with the first digits of its hash. */
  connection: (slug: string) => { document: ConnectionDocument; version: string } | undefined;
  parse: ParseBody;
  now: () => number;
}

/** Makes the reader. Askers of the same offer at the same time share one call. */
export function createOffers(parts: OfferParts): Offers {
  const kept = new Map<string, { at: number; offer: Promise<Offer> }>();
  return (wanted, fresh) => {
    const connection = parts.connection(wanted.connection);
    const key = JSON.stringify([connection?.version, wanted]);
    const known = kept.get(key);
    if (known && !fresh && parts.now() - known.at < KEPT_MS) return known.offer;
    const offer = readOffer(wanted, connection?.document, parts);
    kept.delete(key);
    kept.set(key, { at: parts.now(), offer });
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    void offer.then(({ fault }) => {
      if (fault && kept.get(key)?.offer === offer) kept.delete(key);
    });
    return offer;
  };
}

async function readOffer(
  wanted: Wanted,
  connection: ConnectionDocument | undefined,
  parts: OfferParts,
): Promise<Offer> {
  const fetchedAt = parts.now();
  try {
    const answer = await askFor(wanted, connection, parts);
    const items = await itemsOf(wanted, answer, parts.parse);
    return { items: items.slice(0, MOST_ITEMS), left: Math.max(0, items.length - MOST_ITEMS), fetchedAt, fault: null };
  } catch (error) {
    if (error instanceof Unoffered) return { items: [], left: 0, fetchedAt, fault: error.fault };
    if (!(error instanceof Failure)) throw error;
    const is = OF_CREDENTIALS.has(error.code) ? 'needs-credentials' : 'failed';
    return { items: [], left: 0, fetchedAt, fault: { is, says: error.message, remedy: FAILURES[error.code].remedy } };
  }
}

/** Ends a reading that came to nothing. */
class Unoffered extends Error {
  readonly fault: OfferFault;
  constructor(fault: OfferFault) {
    super(fault.says);
    this.fault = fault;
  }
}

function failed(says: string, remedy: string): Unoffered {
  return new Unoffered({ is: 'failed', says, remedy });
}

/** An answer that a list can be read from. */
interface Readable {
  body: string;
  receive: 'json' | 'xml' | 'text' | 'html' | undefined;
}

async function askFor(
  wanted: Wanted,
  connection: ConnectionDocument | undefined,
  { exchange }: OfferParts,
): Promise<Readable> {
  const { connection: slug, endpoint: name, given } = wanted;
  if (!connection) throw failed(`There is no connection ${slug}.`, 'Save the connection first, or choose another.');
  const endpoint = connection.endpoints[name];
  if (!endpoint) throw failed(`${slug} has no endpoint ${name}.`, 'Save it first, or choose another endpoint.');
  if (endpoint.method !== 'GET') {
    const says = `${endpoint.name} is a ${endpoint.method}: asking it could change something at the receiver.`;
    throw failed(says, 'Choose an endpoint with the method GET.');
  }
  const { answer } = await exchange({ connection: slug, endpoint, body: given }, 'offer', LONGEST_MS);
  if (answer.status === 401 || answer.status === 403) {
    const says = `${slug} answered ${answer.status}: it does not take our credentials.`;
    throw new Unoffered({ is: 'needs-credentials', says, remedy: 'Check the authentication of the connection.' });
  }
  if (answer.status === 404) throw failed(`${slug} answered 404: it knows no ${endpoint.path}.`, 'Correct the path.');
  if (answer.status < 200 || answer.status > 299)
    throw failed(`${slug} answered ${answer.status} instead of a list.`, 'Try again, or look at the endpoint.');
  return { body: answer.body, receive: endpoint.receive };
}

async function itemsOf(
  { connection, items, value, label }: Wanted,
  answer: Readable,
  parse: OfferParts['parse'],
): Promise<OfferItem[]> {
  const data = await dataOf(connection, answer, parse);
  const found = getPath(data, items);
  if (found === undefined || found === null) {
    const names = isObject(data) ? Object.keys(data).slice(0, 8).join(', ') : '';
    const has = names === '' ? 'It has no named fields.' : `It has: ${names}.`;
    throw failed(`The answer of ${connection} holds nothing at “${items}”. ${has}`, 'Correct where the items are.');
  }
  // XML with one element of a name is no list.
  const rows = Array.isArray(found) ? found : [found];
  const offered = new Map<string, OfferItem>();
  for (const row of rows) {
    const text = textAt(row, value);
    if (text !== undefined && !offered.has(text)) offered.set(text, { value: text, label: textAt(row, label) ?? text });
  }
  if (rows.length > 0 && offered.size === 0)
    throw failed(`No item in the answer of ${connection} has a value at “${value}”.`, 'Correct where the value is.');
  return [...offered.values()];
}

async function dataOf(connection: string, { body, receive }: Readable, parse: OfferParts['parse']): Promise<Json> {
  const looksLike = looksOf(body);
  if (looksLike === 'html') throw failed(`${connection} answered with an HTML page, not with data.`, 'Check the path.');
  const seems = looksLike === 'json' || looksLike === 'xml' ? looksLike : 'text';
  const parsed = await parse(body, receive === undefined || receive === 'html' ? seems : receive);
  if (!parsed.ok)
    throw failed(`The answer of ${connection} cannot be read. ${parsed.says}`, 'Check what it answers in.');
  return parsed.data;
}

/** What stands at the path as text; undefined for nothing, an object or a list. */
function textAt(row: Json, path: string): string | undefined {
  const found = getPath(row, path);
  if (found === undefined || found === null || typeof found === 'object') return undefined;
  const text = String(found).trim();
  return text === '' ? undefined : text;
}
