// JSONata for the code editor: its colours, and what can be completed.
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { StreamLanguage, type StringStream } from '@codemirror/language';

/** Function -> its arguments and what it does. */
const FUNCTIONS: Readonly<Record<string, readonly [string, string]>> = {
  string: ['value', 'The value as text.'],
  number: ['value', 'The value as a number.'],
  boolean: ['value', 'Yes or no, as JSONata sees the value.'],
  length: ['text', 'Number of characters.'],
  substring: ['text, start, length', 'Part of a text; counts from 0.'],
  substringBefore: ['text, mark', 'What stands before the mark.'],
  substringAfter: ['text, mark', 'What stands after the mark.'],
  uppercase: ['text', 'In capitals.'],
  lowercase: ['text', 'In small letters.'],
  trim: ['text', 'Without outer and double blanks.'],
  pad: ['text, width, char', 'Filled up to a width; negative fills in front.'],
  contains: ['text, part', 'Whether the part, or a pattern, is in the text.'],
  split: ['text, mark', 'The parts between the marks.'],
  join: ['list, mark', 'The list as one text.'],
  match: ['text, pattern', 'What matches a regular expression.'],
  replace: ['text, part, by', 'The text with the part, or a pattern, replaced.'],
  abs: ['number', 'Without its sign.'],
  floor: ['number', 'Rounded down.'],
  ceil: ['number', 'Rounded up.'],
  round: ['number, places', 'Rounded.'],
  sum: ['numbers', 'Their sum.'],
  max: ['numbers', 'The largest.'],
  min: ['numbers', 'The smallest.'],
  average: ['numbers', 'Their mean.'],
  count: ['list', 'How many there are.'],
  append: ['list, list', 'Both lists, one after the other.'],
  distinct: ['list', 'Each value once.'],
  reverse: ['list', 'The other way round.'],
  sort: ['list', 'In order.'],
  keys: ['object', 'Names of its fields.'],
  lookup: ['object, key', 'The field with this name.'],
  merge: ['objects', 'One object with the fields of all.'],
  exists: ['value', 'Whether there is a value.'],
  not: ['value', 'The opposite.'],
  type: ['value', 'The kind of the value, as a word.'],
  formatNumber: ['number, picture', 'Written after a picture such as "#,##0.00".'],
  fromMillis: ['ms, picture', 'A time as text.'],
  toMillis: ['text, picture', 'A text as a time in milliseconds.'],
  now: ['', 'The time of the step, as text.'],
  base64encode: ['text', 'As Base64.'],
  base64decode: ['text', 'From Base64.'],
  encodeUrlComponent: ['text', 'Ready for an address.'],
};

const ROOTS: readonly Completion[] = [
  { label: 'lead', detail: 'as the source sent it' },
  { label: 'trigger', detail: 'source, path, method, receivedAt, region' },
  { label: 'steps', detail: 'values of earlier steps' },
  { label: 'flow', detail: 'slug, name, version' },
  { label: 'run', detail: 'id, test, acceptedAt' },
  { label: 'vars', detail: 'values of the flow' },
];
const ROOT_NAMES = new Set(ROOTS.map((root) => root.label));
const WORDS = new Set(['and', 'or', 'in', 'function']);
const ATOMS = new Set(['true', 'false']);

/** Colours by token, in one pass. */
export const jsonataLanguage = StreamLanguage.define<{ isComment: boolean }>({
  name: 'jsonata',
  startState: () => ({ isComment: false }),
  token: (stream, state) => {
    if (state.isComment || stream.match('/*')) {
      state.isComment = stream.skipTo('*/') === null;
      if (state.isComment) stream.skipToEnd();
      else stream.match('*/');
      return 'comment';
    }
    return tokenOf(stream);
  },
});

function tokenOf(stream: StringStream): string | null {
  if (stream.eatSpace()) return null;
  if (stream.match(/^"(?:[^"\\]|\\.)*"?/) || stream.match(/^'(?:[^'\\]|\\.)*'?/)) return 'string';
  if (stream.match(/^`[^`]*`?/)) return 'variableName.special';
  if (stream.match(/^\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/)) return 'number';
  if (stream.match(/^\$[\w$]*(?=\s*\()/)) return 'variableName.function';
  if (stream.match(/^\$[\w$]*/)) return 'variableName.special';
  const word = stream.match(/^[A-Za-z_]\w*/);
  if (word) return wordToken(Array.isArray(word) ? (word[0] ?? '') : '');
  stream.next();
  return null;
}

function wordToken(word: string): string | null {
  if (WORDS.has(word)) return 'keyword';
  if (ATOMS.has(word)) return 'bool';
  if (word === 'null') return 'null';
  return ROOT_NAMES.has(word) ? 'variableName.special' : null;
}

/** What may stand at the cursor: functions after `$`, else the roots and the paths given. */
export function completeExpression(context: CompletionContext, paths: readonly string[]): CompletionResult | null {
  const call = context.matchBefore(/\$\w*/);
  if (call) return { from: call.from, options: functionOptions(), validFor: /^\$\w*$/ };
  const path = context.matchBefore(/[A-Za-z_`][\w.`-]*/);
  if (!path && !context.explicit) return null;
  const options = [...ROOTS, ...paths.map((label) => ({ label }))];
  return { from: path?.from ?? context.pos, options, validFor: /^[\w.`-]*$/ };
}

function functionOptions(): Completion[] {
  return Object.entries(FUNCTIONS).map(([name, [given, info]]) => ({
    label: `$${name}`,
    detail: `(${given})`,
    info,
    apply: `$${name}(`,
    type: 'function',
  }));
}
