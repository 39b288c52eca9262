// Evaluates the expressions of a mapping on a sample, as the server would: what the mapping worker does.
import { type CompiledExpression, compileExpression } from '../../flows/expression/compile.ts';
import { ExpressionError } from '../../flows/expression/expression-error.ts';
import { interpret } from '../../flows/expression/interpret.ts';
import { seededRandom } from '../../flows/expression/random.ts';
import type { Json, JsonObject } from '../../flows/language/document.ts';

/** What expressions see, and what `$now()` says: milliseconds since 1970. */
export interface MappingSample {
  view: JsonObject;
  now: number;
}

/** What an expression came to. `read`: it can be read, and there is no sample to try it on. */
export type Evaluated = { is: 'value'; value: Json } | { is: 'nothing' } | { is: 'read' } | Fault;

/** Why there is no value. `position` counts characters from 0, and is absent where the code names none. */
interface Fault {
  is: 'fault';
  code: string;
  says: string;
  position?: number;
}

/** What the worker of a mapping can be asked. */
export interface MappingWork extends Record<string, (job: never) => unknown> {
  /** What the expressions after it are tried on; nothing: they are only read. */
  sample: (sample: MappingSample | undefined) => void;
  evaluate: (text: string) => Promise<Evaluated>;
}

/** A sample that is drawn anew gives the same numbers, so that a result does not change by itself. */
const SEED = 0.5;

/** The work, without the worker: holds the sample that it was told last. */
export function mappingWork(): MappingWork {
  let sample: MappingSample | undefined;
  return {
    sample: (next) => {
      sample = next;
    },
    evaluate: async (text) => {
      try {
        const compiled = compileExpression(text);
        return sample ? await tried(compiled, sample) : { is: 'read' };
      } catch (error) {
        return faultOf(error);
      }
    },
  };
}

async function tried(compiled: CompiledExpression, { view, now }: MappingSample): Promise<Evaluated> {
  try {
    const value = compiled.total
      ? compiled.evaluate(view, { now, random: seededRandom(SEED) })
      : await interpret(compiled.text).evaluate(view, { now, random: SEED });
    return value === undefined ? { is: 'nothing' } : { is: 'value', value };
  } catch (error) {
    const fault = faultOf(error);
    if (fault.position === undefined) return fault;
    return { ...fault, position: startOfToken(compiled.text, fault.position) };
  }
}

function faultOf(error: unknown): Fault {
  if (!(error instanceof ExpressionError)) throw error;
  const { code, message: says, position } = error;
  return { is: 'fault', code, says, ...(position === undefined ? {} : { position }) };
}

/** What fails while it runs is placed behind its sign or its name; an admin looks for it where that begins. */
function startOfToken(text: string, behind: number): number {
  const token = /(?:[$\w]+\(|[$\w]+|~>|[:<>!*]=|\*\*|\S)\s*$/.exec(text.slice(0, behind));
  return token?.index ?? behind;
}
