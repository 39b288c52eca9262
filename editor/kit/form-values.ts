// What a field's text stands for: a fixed value or an expression, a number or none. Pure.
import type { JsonSchema } from '../../flows/language/catalogue.ts';
import type { Json } from '../../flows/language/document.ts';

/** True for a text that is an expression in a field that may hold either. */
export function isExpressionText(value: Json | undefined): value is string {
  return typeof value === 'string' && value.startsWith('=');
}

/** The fixed value as an expression: `=` and its JSON, so that switching over loses nothing. */
export function asExpression(value: Json | undefined): string {
  return value === undefined || value === '' ? '=' : `=${JSON.stringify(value)}`;
}

/** The fixed value that an expression stands for, where it is a plain constant of the field's type; else undefined. */
export function asFixed(text: string, schema: JsonSchema): Json | undefined {
  try {
    const value = JSON.parse(text.slice(1)) as Json;
    const wanted = schema.type === 'integer' ? 'number' : schema.type;
    return wanted === undefined || typeof value === wanted ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The number that a text says; undefined for none, null for a text that is no number. */
export function numberOf(text: string): number | undefined | null {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : null;
}

/** The name of the file that a long expression is kept in; undefined for an expression that is a text. */
export function fileOf(value: Json | undefined): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const keys = Object.keys(value);
  return keys.length === 1 && typeof value.file === 'string' ? value.file : undefined;
}
