// Small wordings of the explanation: numbers, values, who answered, lists of clauses.
import type { FlowNode, Json } from '../../../flows/language/document.ts';
import { isObject } from '../../../flows/language/json.ts';
import { registry } from '../../../nodes/registry.ts';
import type { At, KnownRun } from './known.ts';

/** The numbers of a text as people read them: `+1 310 555 0123`; those from elsewhere as they are. */
export function phoneWords(text: string): string {
  return text.replace(/\+1(\d{3})(\d{3})(\d{4})(?!\d)/g, '+1 $1 $2 $3');
}

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const OWN_RUN = new RegExp(`\\s*Its run: ${UUID}[\\w.-]*`, 'g');
const AN_ID = new RegExp(`(\\b(?:run|lead|Lead)) ${UUID}(?:\\.[\\w-]+\\.\\d+)*`, 'g');
const ERROR_CODE = /\bField [\w.]+: [DSTU]\d{4}: /g;

/** A sentence of a step or a failure as people are told it: without ids of runs and leads, and codes of expressions. */
export function spoken(sentence: string): string {
  return phoneWords(sentence.replace(OWN_RUN, '').replace(AN_ID, '$1').replace(ERROR_CODE, '')).trim();
}

/** A key and its value as code: `` `status = DUP` ``; `none` is said of one that is not there. */
export function held(key: string, value: Json | undefined, none: 'without' | 'no' = 'without'): string {
  const name = plain(key);
  if (typeof value === 'string' && value.trim() === '') return `a blank \`${name}\``;
  return isMissing(value) ? `${none} \`${name}\`` : `\`${name} = ${plain(value)}\``;
}

/** The same as a clause of its own: `` `lead.state` was blank ``. */
export function heldClause(key: string, value: Json | undefined): string {
  if (isMissing(value)) return `\`${plain(key)}\` was not there`;
  return typeof value === 'string' && value.trim() === '' ? `\`${plain(key)}\` was blank` : held(key, value);
}

/** True for nothing at all, which is another thing than blank. */
export function isMissing(value: Json | undefined): value is null | undefined {
  return value === undefined || value === null;
}

/** How a question, or any other condition, came out, in the past: `the answer to “Adult?” was no`. */
export function cameOut(title: string, yes: boolean, verb = 'was'): string {
  if (title.trim().endsWith('?')) return `the answer to ${quoted(title)} ${verb} ${yes ? 'yes' : 'no'}`;
  return `${quoted(title)} ${verb} ${yes ? 'true' : 'false'}`;
}

/** A value as short text. */
export function plain(value: Json): string {
  const whole = (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 1000);
  const text = whole
    .replace(/\p{Cf}/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .replaceAll('`', "'");
  return text.length > 80 ? `${text.slice(0, 79).toWellFormed()}…` : text;
}

/** A name in quotes. */
export function quoted(text: string): string {
  return `“${text}”`;
}

/** What the card of a node says; with its short name where another card says the same. */
export function titleOf({ document: { nodes } }: KnownRun, node: string): string {
  const titled = ({ title, type }: FlowNode): string => title ?? registry[type]?.title ?? type;
  const own = nodes[node];
  if (!own) return node;
  const isAlone = Object.values(nodes).filter((each) => titled(each) === titled(own)).length === 1;
  return isAlone ? titled(own) : `${titled(own)} (${node})`;
}

/** A recorded sentence as a clause: without its full stop, and without the capital of a common first word. */
export function clauseOf(sentence: string): string {
  const text = sentence.trim().replace(/\.$/, '');
  return /^(A|An|The|No|None|There|This|Row|Rule|Not|Waited|What|Nobody|It|With|Because)\b/.test(text)
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text;
}

/** A clause as a sentence. */
export function sentenceOf(clause: string): string {
  const text = clause.trim();
  const end = /[.!?]$/.test(text) ? '' : '.';
  // An address or a name of the admin's own keeps its first letter.
  return `${/^[a-z]+(?:[ ,]|$)/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text}${end}`;
}

/** `a, b and c`; where the last but one is told more of behind a comma, `a, which is so, and b`. */
export function listed(parts: readonly string[]): string {
  const before = parts.slice(0, -1);
  const and = /, (which|and) /.test(before.at(-1) ?? '') ? ', and' : ' and';
  return before.length === 0 ? (parts[0] ?? '') : `${before.join(', ')}${and} ${parts.at(-1)}`;
}

/** The receiver whose answer a field looks at, found along the steps that it reads; undefined where there is none. */
export function answererOf({ run, node }: At, field = 'from'): string | undefined {
  let at = node;
  for (let hops = 0; hops < 20; hops += 1) {
    const { connection } = at.config;
    if (at.type === 'http-request' && typeof connection === 'string')
      return Object.hasOwn(run.names, connection) ? run.names[connection] : connection;
    const from = at.config[field];
    const next = typeof from === 'string' ? run.document.nodes[stepIn(from)] : undefined;
    if (!next) return undefined;
    at = next;
  }
  return undefined;
}

function stepIn(expression: string): string {
  const [, plainName = '', quotedName = ''] = /\bsteps\.(?:([a-z][\w-]*)|`([^`]+)`)/i.exec(expression) ?? [];
  return plainName || quotedName;
}

/** An object's own text at a key; '' where there is none. */
export function textIn(value: Json | undefined, key: string): string {
  const found = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return typeof found === 'string' ? found : '';
}

/** The list of texts at a key. */
export function textsIn(value: Json | undefined, key: string): string[] {
  const found = isObject(value) ? value[key] : undefined;
  return Array.isArray(found) ? found.filter((each) => typeof each === 'string') : [];
}
