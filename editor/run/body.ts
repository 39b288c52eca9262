// Reads a body for display: parsed where it is JSON or a form, indented where it is XML or HTML, and what it looks like.
import type { Json } from '../../flows/language/document.ts';

/** A body as data, where it can be shown as data. */
export function parsedBody(body: string, type: string): Json | undefined {
  const text = body.trim();
  if (/^[[{]/.test(text) || type.includes('json')) {
    try {
      return JSON.parse(text) as Json;
    } catch {
      return undefined;
    }
  }
  if (!type.includes('form-urlencoded')) return undefined;
  return Object.fromEntries(new URLSearchParams(text));
}

/** A warning where the body is plainly of another type than declared; undefined where they agree. */
export function mismatchOf(body: string, type: string): string | undefined {
  const text = body.trim();
  if (text === '') return undefined;
  const looks = /^<(!doctype html|html)/i.test(text)
    ? 'HTML'
    : text.startsWith('<')
      ? 'XML'
      : /^[[{]/.test(text)
        ? 'JSON'
        : 'text';
  const declared = type.includes('json')
    ? 'JSON'
    : type.includes('html')
      ? 'HTML'
      : type.includes('xml')
        ? 'XML'
        : undefined;
  if (declared === undefined || declared === looks) return undefined;
  return `The answer says it is ${declared}, but it looks like ${looks}.`;
}

/** Whether a body is XML that is no HTML, by its own look and by its type. */
export function isXml(body: string, type: string): boolean {
  const text = body.trim();
  return /^<(\?xml\b|[a-z])/i.test(text) && !/^<(!doctype\s+)?html\b/i.test(text) && !type.includes('html');
}

/** XML or HTML with one tag or text a line, indented; undefined for a body that is neither. Nothing of it is left out. */
export function indentedMarkup(body: string): string | undefined {
  const text = body.trim();
  if (!/^<[!?a-z]/i.test(text)) return undefined;
  const lines: string[] = [];
  let depth = 0;
  for (const [part] of text.matchAll(PARTS)) {
    const words = part.trim();
    if (words === '') continue;
    if (words.startsWith('</')) {
      depth = Math.max(0, depth - 1);
      const opened = lines.at(-2);
      // A tag, its text and its end are one line: <lead_id>42</lead_id>.
      if (isOnlyText(lines.at(-1)) && opened?.trim().startsWith(`<${words.slice(2, -1).trim()}`)) {
        lines.splice(-2, 2, `${opened}${lines.at(-1)?.trim() ?? ''}${words}`);
        continue;
      }
    }
    lines.push(`${'  '.repeat(depth)}${words}`);
    if (opens(words)) depth += 1;
  }
  return lines.join('\n');
}

const PARTS = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<[^>]*>|[^<]+|</g;
const VOID = /^<(area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b/i;

function opens(part: string): boolean {
  return /^<[a-z]/i.test(part) && !part.endsWith('/>') && !VOID.test(part);
}

function isOnlyText(line: string | undefined): boolean {
  return line !== undefined && !line.trim().startsWith('<');
}
