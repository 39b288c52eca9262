// Where a secret may be sent once an admin sets it: to the addresses of the connections that name it then.
import { allReferences } from '../../flows/language/secret-references.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** `scheme://host[:port]`, each once. */
export function originsOf(name: string, workspace: Pick<Workspace, 'connections' | 'effective'>): string[] {
  const named = allReferences(workspace).filter((each) => each.name === name);
  return [...new Set(named.map(({ origin }) => origin))];
}
