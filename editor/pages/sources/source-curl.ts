// A line for the terminal that sends a lead the way a source must: ready to paste.

interface CurlFor {
  /** The whole address, e.g. https://leads.acme.example/in/acme/leads. */
  address: string;
  auth: 'key' | 'hmac';
  key: string;
}

/** An invented person; the number is in the range that is kept for fiction. */
const LEAD = '{"first_name":"Ann","last_name":"Lee","phone_number":"+13105550123","email":"ann@example.com"}';

/** The line. With HMAC it signs the body with openssl first; the signature covers `<time>.<body>`. */
export function curlFor({ address, auth, key }: CurlFor): string {
  const head = `curl -sS ${quoted(address)} -H 'Content-Type: application/json'`;
  if (auth === 'key') return `${head} \\\n  -H ${quoted(`X-Leadflow-Key: ${key}`)} \\\n  -d ${quoted(LEAD)}`;
  return [
    `BODY=${quoted(LEAD)}; TIME=$(date +%s)`,
    `SIGNATURE=$(printf '%s' "$TIME.$BODY" | openssl dgst -sha256 -hmac ${quoted(key)} | sed 's/^.* //')`,
    `${head} \\\n  -H "X-Leadflow-Timestamp: $TIME" -H "X-Leadflow-Signature: $SIGNATURE" \\\n  -d "$BODY"`,
  ].join('\n');
}

/** A text in single quotes, as a shell reads it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
