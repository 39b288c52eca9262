// How a simulated receiver misbehaves: the table of behaviours, and the phone numbers that ask for each in a demo.
import { json, type Reply } from './reply.ts';

interface Behaviour {
  about: string;
  /** True where the receiver acts on the request all the same; the caller then cannot know. */
  taken: boolean;
  /** Last four digits of a 555 number that asks for it. */
  phone: string;
  turn: (reply: Reply) => Reply;
}

const PAGE = '<!doctype html><html><head><title>Error</title></head><body><h1>Something broke</h1></body></html>';
const LOGIN = '<!doctype html><html><head><title>Sign in</title></head><body><form>Please sign in</form></body></html>';

/** Name -> what it does. `delay=<ms>` is understood beside these. */
export const BEHAVIOURS: Readonly<Record<string, Behaviour>> = {
  html500: behaviour('0150', 'refused', 'status 500 with an HTML page', () => html(500, PAGE)),
  'wrong-type': behaviour('0151', 'taken', 'the right JSON, said to be text/html', (reply) => ({
    ...reply,
    type: 'text/html; charset=utf-8',
  })),
  html200: behaviour('0152', 'refused', 'status 200 with an HTML sign-in page', () => html(200, LOGIN)),
  empty: behaviour('0153', 'taken', 'status 200 with no body', (reply) => ({ ...reply, body: '' })),
  truncated: behaviour('0154', 'taken', 'half of the body, as if it were all', (reply) => ({
    ...reply,
    body: reply.body.slice(0, Math.floor(reply.body.length / 2)),
  })),
  reset: behaviour('0155', 'taken', 'the connection is reset before any answer', ending('reset')),
  drop: behaviour('0156', 'taken', 'the request is taken and never answered', ending('never')),
  '429': behaviour('0158', 'refused', 'status 429 with Retry-After: 1', () => later(429, 'Too many requests')),
  '503': behaviour('0159', 'refused', 'status 503 with Retry-After: 1', () => later(503, 'Unavailable')),
  redirect: behaviour('0160', 'refused', 'status 302 to another address', () => ({
    ...html(302, PAGE),
    headers: { Location: '/elsewhere' },
  })),
  xml: behaviour('0161', 'taken', 'the answer as XML', (reply) => ({
    ...reply,
    type: 'application/xml',
    body: asXml(reply),
  })),
  text: behaviour('0162', 'taken', 'the values of the answer, joined by commas', (reply) => ({
    ...reply,
    type: 'text/plain',
    body: Object.values(flat(reply)).join(','),
  })),
  'failure-body': behaviour('0163', 'refused', 'status 200 with success false', () =>
    json({ success: false, code: 6023, text: 'Required fields missed' }),
  ),
  'broken-off': behaviour('0164', 'taken', 'half of the body, then the connection goes', ending('broken-off')),
  'unknown-shape': behaviour('0165', 'taken', 'valid JSON of a shape never seen', () =>
    json({ result: { state: 'QUEUED' } }),
  ),
  bom: behaviour('0166', 'taken', 'the answer behind a byte order mark', (reply) => ({
    ...reply,
    body: `\uFEFF${reply.body}`,
  })),
  latin1: behaviour('0167', 'taken', 'the answer in ISO-8859-1, with an e acute in it', (reply) => ({
    ...reply,
    type: 'application/json; charset=iso-8859-1',
    body: Buffer.from(JSON.stringify({ ...flat(reply), note: 'Café' }), 'latin1'),
  })),
};

/** The 555 number for `delay=2000`. */
export const SLOW_PHONE = '0157';

/** What a call is to meet: one behaviour at most, after a delay. */
export interface Plan {
  delayMs: number;
  name: string;
  taken: boolean;
  turn: (reply: Reply) => Reply;
}

const WELL: Plan = { delayMs: 0, name: '', taken: true, turn: (reply) => reply };

/** Reads `html500` or `delay=300,html500`; undefined where a word of it is not known. */
export function planOf(text: string): Plan | undefined {
  let plan = WELL;
  for (const word of text.split(',').map((each) => each.trim())) {
    const found = BEHAVIOURS[word];
    const delay = /^delay=(\d{1,6})$/.exec(word);
    if (found) plan = { ...plan, name: word, taken: found.taken, turn: found.turn };
    else if (delay) plan = { ...plan, delayMs: Number(delay[1]) };
    else if (word !== '' && word !== 'none') return undefined;
  }
  return plan;
}

const PHONES = new Map(Object.entries(BEHAVIOURS).map(([name, { phone }]) => [phone, name]));
PHONES.set(SLOW_PHONE, 'delay=2000');

/** What a phone number asks for: only numbers of the fictional exchange 555 do. */
export function planOfPhone(phone: string): Plan | undefined {
  if (phone.slice(-7, -4) !== '555') return undefined;
  const name = PHONES.get(phone.slice(-4));
  return name === undefined ? undefined : planOf(name);
}

function behaviour(phone: string, what: 'taken' | 'refused', about: string, turn: Behaviour['turn']): Behaviour {
  return { phone, taken: what === 'taken', about, turn };
}

function ending(how: NonNullable<Reply['ending']>): Behaviour['turn'] {
  return (reply) => ({ ...reply, ending: how });
}

function html(status: number, body: string): Reply {
  return { status, type: 'text/html; charset=utf-8', body };
}

function later(status: number, text: string): Reply {
  return { ...json({ success: false, text }, status), headers: { 'Retry-After': '1' } };
}

// One level is enough: `data.lead_id` becomes `lead_id`.
function flat(reply: Reply): Record<string, unknown> {
  // A system that answers in XML stays as it is.
  if (!reply.type.startsWith('application/json')) return { answer: String(reply.body) };
  const value = JSON.parse(String(reply.body)) as Record<string, unknown>;
  const data = value.data;
  const { data: _, ...rest } = value;
  return typeof data === 'object' && data !== null ? { ...rest, ...data } : value;
}

function asXml(reply: Reply): string {
  const inner = Object.entries(flat(reply)).map(([name, value]) => `<${name}>${escaped(String(value))}</${name}>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<response>${inner.join('')}</response>`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
