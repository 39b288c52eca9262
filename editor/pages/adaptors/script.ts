// Writes the rows of an adaptor as one JSONata object, to be read, compared and taken elsewhere. Pure.
import type { AdaptorField, Json } from '../../../flows/language/document.ts';
import { isEmpty } from '../../../flows/language/mapping.ts';
import { isFilled } from './adaptor-model.ts';

/** What a row needs beside its own expression: said once at the top. */
const HELPERS = {
  $or: '/* The value, or what stands in for it where it is absent, null or blank. */\n  $or := function($value, $else) {\n    $exists($value) and $value != null and $trim($string($value)) != "" ? $value : $else\n  };',
  $yes: '/* Yes or no in words, as true or false. */\n  $yes := function($value) { (\n    $word := $lowercase($trim($string($value)));\n    $word in ["true", "yes", "y", "1", "on"] ? true : $word in ["false", "no", "n", "0", "off"] ? false\n  ) };',
};

type Branch = Map<string, Branch | string>;

/**
 * The object that the rows make. It says the same as the table but for what only a run does: a required row without a
 * value stops it, and a value that is not of its type does.
 */
export function scriptOf(fields: readonly AdaptorField[]): string {
  const root: Branch = new Map();
  for (const field of fields) if (field.target.trim() !== '' && isSent(field)) place(root, field);
  const object = written(root, '  ');
  const used = Object.entries(HELPERS).flatMap(([name, text]) => (object.includes(`${name}(`) ? [text] : []));
  return `(\n${[...used.map((text) => `  ${text}\n`), `  ${object}`].join('')}\n)`;
}

/** A row that nothing fills is sent only where it sends null or an empty text. */
function isSent(field: AdaptorField): boolean {
  return isFilled(field) || (field.empty !== undefined && field.empty !== 'omit');
}

/** Puts the row where its target says; a target inside a value of another row is left to the rows above it. */
function place(root: Branch, field: AdaptorField): void {
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
  if (!at.has(last)) at.set(last, `${commentOf(field)}${textOf(field)}`);
}

function commentOf({ required, comment }: AdaptorField): string {
  const words = [required ? 'required' : '', comment?.replaceAll('*/', '* /') ?? ''].filter((each) => each !== '');
  return words.length === 0 ? '' : `/* ${words.join(': ')} */ `;
}

function textOf({ from, value, default: instead, empty = 'omit', type }: AdaptorField): string {
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
