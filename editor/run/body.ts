// Reads a body for display: parsed where it is JSON or a form, and what it looks like where that differs from its type.
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
