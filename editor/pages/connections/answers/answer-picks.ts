// What a path that was clicked in a sample answer can be used for, and what that makes of the reading. Pure.
import type { AnswerReading } from '../../../../flows/language/answer-reading.ts';
import type { Json, JsonObject } from '../../../../flows/language/document.ts';
import { isObject } from '../../../../flows/language/json.ts';

/** A place of the answer: its path with dots, and what stands there. */
export interface Picked {
  path: string;
  value: Json;
}

/** One use of a path. */
export interface Use {
  id: string;
  label: string;
  apply: (reading: AnswerReading) => AnswerReading;
}

/** What can be made of a path; `field` is the path field of the form that had the focus last. */
export function usesOf({ path, value }: Picked, field: { path: string; title: string } | undefined): Use[] {
  const isPlain = typeof value !== 'object' || value === null;
  const focused: Use[] = field
    ? [
        {
          id: 'field',
          label: `Put it into “${field.title}”`,
          apply: (reading) => withPathAt(reading, field.path, path),
        },
      ]
    : [];
  const list: Use[] = Array.isArray(value)
    ? [{ id: 'list', label: 'Always a list', apply: (reading) => ({ ...reading, lists: added(reading.lists, path) }) }]
    : [];
  const plain: Use[] = [
    {
      id: 'rule',
      label: 'New rule',
      apply: (reading) => ({ ...reading, rules: [...(reading.rules ?? []), ruleOf({ path, value })] }),
    },
    {
      id: 'code',
      label: 'Code table here',
      apply: (reading) => ({ ...reading, codes: { path, table: reading.codes?.table ?? [codeOf(value)] } }),
    },
    { id: 'reason', label: 'Reason', apply: (reading) => ({ ...reading, reason: added(reading.reason, path) }) },
    { id: 'price', label: 'Price', apply: (reading) => ({ ...reading, price: path }) },
    { id: 'reference', label: 'Reference', apply: (reading) => ({ ...reading, reference: path }) },
    { id: 'warning', label: 'Warning', apply: (reading) => ({ ...reading, warnings: added(reading.warnings, path) }) },
    {
      id: 'capture',
      label: 'Keep the value',
      apply: (reading) => ({ ...reading, captures: [...(reading.captures ?? []), { name: nameOf(path), path }] }),
    },
  ];
  return [...focused, ...(isPlain ? plain : list)];
}

const ONE_PATH = /(^|\.)(path|reasonPath|price|reference|searchPath|pricePath|referencePath)$/;
const PATH_LIST = /^(reason|warnings|lists)$/;

/** True for a field of the form that holds a path, or a list of paths. */
export function isPathField(field: string): boolean {
  return ONE_PATH.test(field) || PATH_LIST.test(field);
}

/** The reading with the path at a dotted place of it; a row that was in another language reads a path with dots then. */
export function withPathAt(reading: AnswerReading, field: string, path: string): AnswerReading {
  const plain: JsonObject = JSON.parse(JSON.stringify(reading));
  return JSON.parse(JSON.stringify(put(plain, field.split('.'), path)));
}

function put(at: Json, [key = '', ...rest]: string[], path: string): Json {
  if (Array.isArray(at)) return at.map((each, index) => (String(index) === key ? put(each, rest, path) : each));
  const object = isObject(at) ? at : {};
  if (rest.length > 0) return { ...object, [key]: put(object[key] ?? {}, rest, path) };
  if (PATH_LIST.test(key)) return { ...object, [key]: added(textsOf(object[key]), path) };
  const { language: _, ...others } = object;
  return { ...others, [key]: path };
}

function ruleOf({ path, value }: Picked): NonNullable<AnswerReading['rules']>[number] {
  return { path, value: value === null ? '' : String(value), outcome: 'accepted' };
}

function codeOf(value: Json): { code: string; outcome: 'accepted' } {
  return { code: String(value), outcome: 'accepted' };
}

function nameOf(path: string): string {
  const last = path.split('.').findLast((part) => !/^\d+$/.test(part)) ?? '';
  const name = last.replace(/[^A-Za-z0-9_]/g, '_').replace(/^[0-9]/, '_$&');
  return name === '' ? 'value' : name;
}

function added(list: readonly string[] | undefined, path: string): string[] {
  return [...new Set([...(list ?? []), path])];
}

function textsOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
