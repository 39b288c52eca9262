// A request of a run as a curl line: what left, secrets masked, to paste into a terminal or a ticket.
import type { MaskedRequest } from '../types.ts';

/**
 * The curl line, for bash and zsh. Masked values stay masked: put the secret in by hand where it is needed. A body in another
 * character set than UTF-8 goes through iconv.
 */
export function curlOf({
  method,
  url,
  headers,
  body,
}: Omit<MaskedRequest, 'connection' | 'connectionVersion'>): string {
  const charset = body === '' ? '' : charsetOf(headers);
  // Brackets and braces in an address are patterns to curl unless told otherwise.
  const parts = [`curl ${/[[\]{}]/.test(url) ? '-g ' : ''}-X ${method} ${quoted(url)}`];
  for (const [name, value] of Object.entries(headers)) {
    if (name.toLowerCase() === 'accept-encoding') parts.push('  --compressed');
    else parts.push(`  -H ${quoted(value === '' ? `${name};` : `${name}: ${value}`)}`);
  }
  if (body === '') {
    if (/^(POST|PUT|PATCH)$/.test(method)) parts.push(`  -H 'Content-Length: 0'`);
    return parts.join(' \\\n');
  }
  // Only what a body holds is sent: --data would take a leading @ for a file, and drop line breaks.
  if (charset === '') return [...parts, `  --data-raw ${quoted(body)}`].join(' \\\n');
  const line = [...parts, '  --data-binary @-'].join(' \\\n');
  return `printf %s ${quoted(body)} | iconv -f UTF-8 -t ${charset} | \\\n${line}`;
}

/** The character set that the body must be turned into; empty for UTF-8. */
function charsetOf(headers: MaskedRequest['headers']): string {
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const charset = /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(type)?.[1]?.toUpperCase() ?? '';
  return charset === 'UTF-8' || type.startsWith('application/x-www-form-urlencoded') ? '' : charset;
}

/** In single quotes; with control characters, which a terminal would act on when they are pasted, as $'…'. */
function quoted(text: string): string {
  if (!/\p{Cc}/u.test(text.replaceAll('\n', ''))) return `'${text.replaceAll("'", String.raw`'\''`)}'`;
  return `$'${text.replace(/[\\'\p{Cc}]/gu, (sign) => ESCAPES[sign] ?? hexOf(sign))}'`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function hexOf(sign: string): string {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
