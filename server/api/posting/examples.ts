// Examples that send a lead, ready to paste: curl, PHP, Python, Node; with a key or signed. They use nothing but what is there.
import type { Json, JsonObject } from '../../../flows/language/document.ts';
import { nodeExample, phpExample, pythonExample } from './example-scripts.ts';

/** What an example sends. */
export interface ExampleFor {
  /** The whole address, without a query. */
  address: string;
  method: 'POST' | 'GET';
  /** A token is one of the fields of the lead. */
  auth: 'key' | 'hmac' | 'token';
  lead: JsonObject;
  /** The lead is marked as a test, by a header. */
  test: boolean;
}

/** One example. */
export interface Example {
  language: 'curl' | 'php' | 'python' | 'node';
  title: string;
  code: string;
}

/** What stands where the sender puts its own. */
export const PLACE = 'YOUR-KEY';

/** The examples, in the order of the page. */
export function examplesOf(order: ExampleFor): Example[] {
  return [
    { language: 'curl', title: 'curl', code: curlExample(order) },
    { language: 'php', title: 'PHP', code: phpExample(order) },
    { language: 'python', title: 'Python', code: pythonExample(order) },
    { language: 'node', title: 'Node', code: nodeExample(order) },
  ];
}

/** The address with the lead in its query, for a sender that can only GET. */
export function addressOf({ address, method, lead }: ExampleFor): string {
  if (method === 'POST') return address;
  const query = new URLSearchParams(Object.entries(lead).map(([name, value]) => [name, textOf(value)]));
  return `${address}?${query}`;
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function curlExample(order: ExampleFor): string {
  const { method, auth, lead, test } = order;
  const isPost = method === 'POST';
  const head = [
    `curl -sS ${quoted(addressOf(order))}`,
    ...(isPost ? ["-H 'Content-Type: application/json'"] : []),
    ...(test ? ["-H 'X-Leadflow-Test: true'"] : []),
  ];
  const body = JSON.stringify(lead);
  if (auth !== 'hmac') {
    const rest = [
      ...(auth === 'key' ? [`-H 'X-Leadflow-Key: ${PLACE}'`] : []),
      ...(isPost ? [`-d ${quoted(body)}`] : []),
    ];
    return [...head, ...rest].join(' \\\n  ');
  }
  const signed = '-H "X-Leadflow-Timestamp: $TIME" -H "X-Leadflow-Signature: $SIGNATURE"';
  return [
    `BODY=${isPost ? quoted(body) : "''"}; TIME=$(date +%s)`,
    `SIGNATURE=$(printf '%s' "$TIME.$BODY" | openssl dgst -sha256 -hmac '${PLACE}' | sed 's/^.* //')`,
    [...head, signed, ...(isPost ? ['-d "$BODY"'] : [])].join(' \\\n  '),
  ].join('\n');
}

/** A text in single quotes, as a shell reads it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
