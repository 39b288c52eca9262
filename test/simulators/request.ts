// Reads one request of the simulator into plain data: parameters from JSON, form, multipart or query, the phone number, the key.
import type { IncomingMessage } from 'node:http';

/** One request as the simulated systems see it. */
export interface Call {
  method: string;
  path: string;
  query: URLSearchParams;
  type: string;
  /** A header by its name in lower case; an empty text where it is not there. */
  header: (name: string) => string;
  /** The body as text, at most 1 MB. */
  text: string;
  /** Query and body together; the body wins. Empty where the body cannot be read. */
  params: Record<string, unknown>;
  /** Ten digits where the call names a phone number, else its digits as they came. */
  phone: string;
  /** The Idempotency-Key header, or an empty text. */
  key: string;
  /** The x-simulate header, or an empty text. */
  simulate: string;
}

const LARGEST = 1_048_576;

/** Reads the whole request. Rejects where the caller goes away before its end. */
export function readCall(request: IncomingMessage): Promise<Call> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= LARGEST) chunks.push(chunk);
    });
    request.on('error', reject);
    request.on('end', () => {
      const bytes = Buffer.concat(chunks);
      if (mediaType(request.headers['content-type']) !== 'multipart/form-data') return resolve(callOf(request, bytes));
      readMultipart(request, bytes).then((parts) => resolve(callOf(request, bytes, parts)), reject);
    });
  });
}

function callOf(request: IncomingMessage, bytes: Buffer, parts?: Record<string, unknown>): Call {
  const text = bytes.toString('utf8');
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  const query = new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1));
  const type = mediaType(request.headers['content-type']);
  const params = { ...Object.fromEntries(query), ...(parts ?? readParams(type, text)) };
  return {
    method: request.method ?? 'GET',
    path: mark < 0 ? url : url.slice(0, mark),
    query,
    type,
    header: (name) => headerOf(request, name),
    text,
    params,
    phone: digitsOf(params.phone_number ?? params.phone),
    key: headerOf(request, 'idempotency-key'),
    simulate: headerOf(request, 'x-simulate'),
  };
}

/** Text fields of a multipart body; a file is its text. */
async function readMultipart(request: IncomingMessage, bytes: Buffer): Promise<Record<string, unknown>> {
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  const form = await new Response(new Uint8Array(bytes), { headers }).formData();
  const fields = [...form].map(async ([name, value]) => [name, typeof value === 'string' ? value : await value.text()]);
  return Object.fromEntries(await Promise.all(fields)) as Record<string, unknown>;
}

function mediaType(header: string | undefined): string {
  return (header ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

function headerOf(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}

// Convoso calls both ways of posting RAW: pairs as in a form, whatever the content type says (domain.md 1.1).
function readParams(type: string, text: string): Record<string, unknown> {
  if (text === '') return {};
  if (type === 'application/json' || text.startsWith('{')) return readJson(text);
  return Object.fromEntries(new URLSearchParams(text));
}

function readJson(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}

/** The digits of a number, without the country code 1 in front of ten others. */
export function digitsOf(value: unknown): string {
  const digits = String(value ?? '').replace(/\D/g, '');
  return digits.length === 11 && digits.startsWith('1') ? digits.slice(1) : digits;
}
