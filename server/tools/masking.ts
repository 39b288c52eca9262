// Keeps secrets out of what is recorded: the mask, and a scrubber for text that may echo a secret.

/** What stands in a record where a secret was. */
export const MASK = '••••';

/** Shorter secrets are not looked for in answers: they would match by chance and spoil ordinary text. */
const SHORTEST = 6;

/** The text without the secrets, whether they stand there plain, percent-encoded, as a form, as JSON or XML text or in Base64. */
export function scrub(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret.length < SHORTEST) continue;
    for (const form of formsOf(secret)) if (clean.includes(form)) clean = clean.replaceAll(form, MASK);
  }
  return clean;
}

function formsOf(secret: string): Set<string> {
  const percent = encodeURIComponent(secret.toWellFormed());
  const base64 = Buffer.from(secret).toString('base64');
  const json = JSON.stringify(secret).slice(1, -1);
  const xml = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return new Set([
    secret,
    percent,
    percent.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    new URLSearchParams({ _: secret }).toString().slice(2),
    json,
    // PHP's `json_encode` and others write the slash, and all that is not ASCII, with a backslash.
    json.replaceAll('/', '\\/'),
    asciiJson(json),
    asciiJson(json).replaceAll('/', '\\/'),
    xml,
    xml.replaceAll('"', '&quot;').replaceAll("'", '&apos;'),
    xml.replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
    base64,
    base64.replace(/=+$/, ''),
    Buffer.from(secret).toString('base64url'),
  ]);
}

function asciiJson(json: string): string {
  return json.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Percent-encoded text that holds the mask, with the mask readable again. */
export function readableMask(text: string): string {
  return text.replaceAll(encodeURIComponent(MASK), MASK);
}
