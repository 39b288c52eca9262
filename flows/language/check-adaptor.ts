// Checks of an adaptor, and which places of the run it reads.
import { parseExpression } from '../expression/parse.ts';
import type { Problem } from './catalogue.ts';
import type { AdaptorDocument, JsonObject } from './document.ts';
import { Failure } from './failures.ts';
import { getPath, setPath } from './paths.ts';

/** Every path that the adaptor's expressions read, such as `['lead', 'phone']`; for `KnownNames.adaptors`. */
export function adaptorReads({ fields }: AdaptorDocument): string[][] {
  return fields.flatMap(({ from }) => {
    const parsed = from === undefined || from.trim() === '' ? undefined : parseExpression(from);
    return parsed?.ok ? parsed.references : [];
  });
}

/** Every problem of an adaptor: expressions that cannot be read, targets that cannot be, or that collide. */
export function checkAdaptor({ fields }: AdaptorDocument): Problem[] {
  const mapped: JsonObject = {};
  return fields.flatMap(({ target, from, value }, i): Problem[] => {
    const problem = (code: string, field: string, says: string, remedy: string): Problem => {
      return {
        code,
        severity: 'error',
        field: `fields.${i}.${field}`,
        says: `Row ${i + 1} (${target}): ${says}`,
        remedy,
      };
    };
    const problems: Problem[] = [];
    const wrongTarget = targetFault(mapped, target);
    if (wrongTarget) problems.push(problem('TARGET_WRONG', 'target', wrongTarget, 'Choose another target.'));
    if (from !== undefined && value !== undefined) {
      problems.push(
        problem('FIELD_WRONG', 'value', 'it has both an expression and a fixed value.', 'Keep one of the two.'),
      );
    }
    const parsed = from === undefined || from.trim() === '' ? undefined : parseExpression(from);
    if (parsed?.ok === false) {
      const says = `the expression cannot be read at character ${parsed.position + 1}: ${parsed.says}`;
      problems.push({
        ...problem('EXPRESSION_UNREADABLE', 'from', says, 'Correct the expression.'),
        at: parsed.position,
      });
    }
    return problems;
  });
}

/** Puts a mark at the target, as the adaptor will put a value there. */
function targetFault(mapped: JsonObject, target: string): string | undefined {
  if (getPath(mapped, target) !== undefined) return 'another row puts its value there, too.';
  try {
    setPath(mapped, target, true);
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return error.detail ?? error.message;
    throw error;
  }
}
