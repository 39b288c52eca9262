// JSONata for the code editor: its colours, and what can be completed.
import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  insertCompletionText,
} from '@codemirror/autocomplete';
import { StreamLanguage, type StringStream } from '@codemirror/language';
import { FUNCTIONS } from './jsonata-functions.ts';
import type { PathHint } from './path-hint.ts';

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
export function completeExpression(context: CompletionContext, paths: readonly PathHint[]): CompletionResult | null {
  const call = context.matchBefore(/\$\w*/);
  if (call) return { from: call.from, options: functionOptions(), validFor: /^\$\w*$/ };
  const path = context.matchBefore(/[A-Za-z_`][\w.`[\]-]*/);
  if (!path && !context.explicit) return null;
  const known = paths.map((hint): Completion => (typeof hint === 'string' ? { label: hint } : pathOption(hint)));
  const named = new Set(known.map(({ label }) => label));
  const options = [...ROOTS.filter(({ label }) => !named.has(label)), ...known];
  return { from: path?.from ?? context.pos, options, validFor: /^[\w.`[\]-]*$/ };
}

/** The value of the sample stands behind its path; the paths nearest to the root come first. */
function pathOption({ path, about }: Exclude<PathHint, string>): Completion {
  return { label: path, detail: about, boost: -Math.min(20, path.split('.').length) };
}

/** Signature behind the name, its help beside the list; the name alone where a bracket follows. */
function functionOptions(): Completion[] {
  return Object.entries(FUNCTIONS).map(([name, [takes, gives, does]]) => ({
    label: `$${name}`,
    detail: `(${takes}) → ${gives}`,
    info: does,
    apply: (view, _completion, from, to) => {
      const isCalled = view.state.sliceDoc(to, to + 1) === '(';
      const insert = isCalled ? `$${name}` : `$${name}(`;
      view.dispatch({ ...insertCompletionText(view.state, insert, from, to), userEvent: 'input.complete' });
    },
    type: 'function',
  }));
}
