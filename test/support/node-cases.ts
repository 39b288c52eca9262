// Finds the declared cases of a node type, and runs one of them to where it comes out.
import { Failure } from '../../flows/language/failures.ts';
import type { NodeDefinition, Result } from '../../nodes/contract.ts';
import type { ToolName } from '../../nodes/tools.ts';
import { type NodeCase, type NodeCases, runNode } from './node-harness.ts';

export const KINDS = ['happy', 'rejected', 'failure'] as const;

/** The cases of a type, from its file in test/nodes/cases. Rejects where there is none. */
export async function casesOf(type: string): Promise<NodeCases> {
  const file = (await import(`../nodes/cases/${type}.ts`)) as { cases: NodeCases };
  return file.cases;
}

/** Every case of every kind that is applicable. */
export async function allCasesOf(type: string): Promise<NodeCase[]> {
  const cases = await casesOf(type);
  return KINDS.flatMap((kind) => {
    const some = cases[kind];
    return typeof some === 'string' ? [] : some;
  });
}

/** Where a case came out: by a port, or by a failure. */
export type Ending =
  | { result: Result; failure?: undefined; used: Set<ToolName> }
  | { result?: undefined; failure: Failure; used?: undefined };

/** Runs a case. Anything thrown that is not a failure is a bug and is passed on. */
export async function endingOf(definition: NodeDefinition, given: NodeCase): Promise<Ending> {
  try {
    return await runNode(definition, given);
  } catch (error) {
    if (error instanceof Failure) return { failure: error };
    throw error;
  }
}
