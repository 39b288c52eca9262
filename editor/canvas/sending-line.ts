// A line for the terminal that posts a sample lead, and where a browser keeps the lead that a flow was last tried with.
import type { JsonObject } from '../../flows/language/document.ts';

/** Where this browser keeps the lead that a flow was last tried with. */
export function sampleKey(slug: string): string {
  return `leadflow-sample:${slug}`;
}

/** A curl line that posts the lead to the address; the key's place is marked. */
export function curlFor(address: string, lead: JsonObject): string {
  const body = JSON.stringify(lead).replaceAll("'", String.raw`'\''`);
  return [
    `curl -X POST '${address}'`,
    `  -H 'Content-Type: application/json'`,
    `  -H 'X-Leadflow-Key: YOUR-SOURCE-KEY'`,
    `  -d '${body}'`,
  ].join(' \\\n');
}
