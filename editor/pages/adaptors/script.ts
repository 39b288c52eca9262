// Writes the rows of an adaptor as one JSONata object, to be read, compared and taken elsewhere. Pure.
import type { AdaptorDocument, AdaptorField, Json, LookupTable } from '../../../flows/language/document.ts';
import { isEmpty } from '../../../flows/language/mapping.ts';
import { isFilled } from './adaptor-model.ts';

/** What a row needs beside its own expression: said once at the top. */
const HELPERS = {
  $or: '/* The value, or what stands in for it where it is absent, null or blank. */\n  $or := function($value, $else) {\n    $exists($value) and $value != null and $trim($string($value)) != "" ? $value : $else\n  };',
  $yes: '/* Yes or no in words, as true or false. */\n  $yes := function($value) { (\n    $word := $lowercase($trim($string($value)));\n    $word in ["true", "yes", "y", "1", "on"] ? true : $word in ["false", "no", "n", "0", "off"] ? false\n  ) };',
};

type Rows = Pick<AdaptorDocument, 'fields' | 'tables'>;
type Branch = Map<string, Branch | string>;

/**
 * The object that the rows make. It says the same as the table but for what only a run does: a required row without a
 * value stops it, and a value that is not of its type does; a date is written in its format, which is named beside it.
 */
export function scriptOf({ fields, tables = {} }: Rows): string {
  const root: Branch = new Map();
  for (const field of fields) if (field.target.trim() !== '' && isSent(field)) place(root, field, tables);
  const object = written(root, '  ');
  const used = Object.entries(HELPERS).flatMap(([name, text]) => (object.includes(`${name}(`) ? [text] : []));
  return `(\n${[...used.map((text) => `  ${text}\n`), `  ${object}`].join('')}\n)`;
}

/** A row that nothing fills is sent only where it sends null or an empty text. */
function isSent(field: AdaptorField): boolean {
  return isFilled(field) || (field.empty !== undefined && field.empty !== 'omit');
}

/** Puts the row where its target says; a target inside a value of another row is left to the rows above it. */
function place(root: Branch, field: AdaptorField, tables: NonNullable<Rows['tables']>): void {
  const parts = field.target.trim().split('.');
  let at = root;
  for (const part of parts.slice(0, -1)) {
    const found = at.get(part);
    if (typeof found === 'string') return;
    const branch: Branch = found ?? new Map();
    at.set(part, branch);
    at = branch;
  }
  const last = parts.at(-1) ?? '';
  const before = at.get(last);
  if (before === undefined) at.set(last, `${commentOf(field)}${whole(field, tables)}`);
  else if (typeof before === 'string' && field.when) at.set(last, `${whole(field, tables)} : ${before}`);
}

/** The row's value where its condition is met. */
function whole(field: AdaptorField, tables: NonNullable<Rows['tables']>): string {
  const table = field.lookup === undefined ? undefined : tables[field.lookup];
  const text = textOf({ ...field, from: table ? lookedUp(field, table) : field.from });
  return field.when?.trim() ? `(${field.when.trim()}) ? ${text}` : text;
}

/** By the lines as they are written; a run also finds a value in other letters. */
function lookedUp({ from, value, otherwise }: AdaptorField, table: LookupTable): string {
  const own = from?.trim() || literal(value) || 'null';
  const found = `$lookup(${JSON.stringify(table)}, $string(${own}))`;
  return otherwise === 'keep' ? `($exists(${found}) ? ${found} : ${own})` : found;
}

function commentOf({ required, comment, date }: AdaptorField): string {
  const words = [required ? 'required' : '', date ? `date ${date}` : '', comment?.replaceAll('*/', '* /') ?? ''].filter(
    (each) => each !== '',
  );
  return words.length === 0 ? '' : `/* ${words.join(': ')} */ `;
}

type Valued = Omit<AdaptorField, 'from'> & { from: string | undefined };

function textOf({ from, value, default: instead, empty = 'omit', type }: Valued): string {
  const isFixed = !from?.trim() && !isEmpty(value);
  const own = from?.trim() || literal(value);
  let text = own && !isFixed ? `$or(${own}${literal(instead, ', ')})` : own || literal(instead) || 'null';
  if (type === 'number') text = `$number(${text})`;
  if (type === 'string') text = `$string(${text})`;
  if (type === 'boolean') text = `$yes(${text})`;
  if (empty === 'omit' || isFixed || text === 'null') return text === 'null' && empty === 'empty' ? '""' : text;
  return `$or(${text}, ${empty === 'null' ? 'null' : '""'})`;
}

function literal(value: Json | undefined, before = ''): string {
  return value === undefined ? '' : `${before}${JSON.stringify(value)}`;
}

/** A branch whose keys are all positions is a list. */
function written(branch: Branch, indent: string): string {
  const keys = [...branch.keys()];
  const isList = keys.length > 0 && keys.every((key) => /^\d+$/.test(key));
  const inner = `${indent}  `;
  const lines = [...branch].map(([key, child]) => {
    const text = typeof child === 'string' ? child : written(child, inner);
    return isList ? `${inner}${text}` : `${inner}${JSON.stringify(key)}: ${text}`;
  });
  if (lines.length === 0) return '{}';
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}
