// Reads an expression for the checks: does it parse, what does it read, and which tier evaluates it.
import { compileTree } from './compile.ts';
import { ExpressionError } from './expression-error.ts';
import { referencesOf } from './references.ts';
import { readTree } from './tree.ts';

/** What the text of an expression comes to. `position` counts characters from 0. */
export type Parsed =
  | {
      ok: true;
      /** Paths read from the root, e.g. `['steps', 'map', 'phone']`; `[]` where the whole input is read. */
      references: string[][];
      /** True: evaluated in this process. False: evaluated in the sandbox, for the reason in `whyNot`. */
      total: boolean;
      whyNot?: string;
    }
  | { ok: false; code: string; position: number; says: string };

/** Parses and checks an expression. Never throws. */
export function parseExpression(text: string): Parsed {
  try {
    const { root } = readTree(text);
    const references = referencesOf(root);
    const compiled = compileTree(root);
    if ('whyNot' in compiled) return { ok: true, references, total: false, whyNot: compiled.whyNot };
    return { ok: true, references, total: true };
  } catch (thrown) {
    if (!(thrown instanceof ExpressionError)) throw thrown;
    return { ok: false, code: thrown.code, position: thrown.position ?? 0, says: thrown.message };
  }
}
