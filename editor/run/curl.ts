// A request of a run as a curl line: what left, secrets masked, to paste into a terminal or a ticket.
import type { MaskedRequest } from '../types.ts';

/** The curl line. Masked values stay masked: put the secret in by hand where it is needed. */
export function curlOf({ method, url, headers, body }: MaskedRequest): string {
  const parts = [`curl -X ${method} ${quoted(url)}`];
  for (const [name, value] of Object.entries(headers)) parts.push(`  -H ${quoted(`${name}: ${value}`)}`);
  if (body !== '') parts.push(`  --data-raw ${quoted(body)}`);
  return parts.join(' \\\n');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
