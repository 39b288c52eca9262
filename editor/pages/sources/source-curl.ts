// A line for the terminal that sends a lead the way a source must: ready to paste.
import type { JsonObject } from '../../../flows/language/document.ts';

interface CurlFor {
  /** The whole address, e.g. https://leads.acme.example/in/acme/leads. */
  address: string;
  auth: 'key' | 'hmac';
  key: string;
  lead: JsonObject;
}

/** The line. With HMAC it signs the body with openssl first; the signature covers `<time>.<body>`. */
export function sendingLine({ address, auth, key, lead }: CurlFor): string {
  const body = quoted(JSON.stringify(lead));
  const head = `curl -sS ${quoted(address)} -H 'Content-Type: application/json'`;
  if (auth === 'key') return `${head} \\\n  -H ${quoted(`X-Leadflow-Key: ${key}`)} \\\n  -d ${body}`;
  return [
    `BODY=${body}; TIME=$(date +%s)`,
    `SIGNATURE=$(printf '%s' "$TIME.$BODY" | openssl dgst -sha256 -hmac ${quoted(key)} | sed 's/^.* //')`,
    `${head} \\\n  -H "X-Leadflow-Timestamp: $TIME" -H "X-Leadflow-Signature: $SIGNATURE" \\\n  -d "$BODY"`,
  ].join('\n');
}

/** The flow that the settings of the duplicate check make; no folder has it. */
export const LEAD_API = 'account-leads';

/** The line for the lead API, as a client of Convoso writes it. */
export function apiLine(origin: string, token: string): string {
  const lead = ['list_id=default', 'phone_number=3105550123', 'first_name=Ann'].map((each) => `-d ${each}`).join(' ');
  return `curl -sS ${quoted(`${origin}/v1/leads/insert`)} \\\n  -d ${quoted(`auth_token=${token}`)} ${lead}`;
}

/** A text in single quotes, as a shell reads it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
