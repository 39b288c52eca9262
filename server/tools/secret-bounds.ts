// Gives secrets their bounds by what admins do with connections: saving one lets its secrets go where it sends them.
import type { ConnectionDocument } from '../../flows/language/receivers.ts';
import { allReferences, secretReferences } from '../../flows/language/secret-references.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Secrets } from './secrets.ts';

/** What is asked of the workspace. `effective` answers a connection with everything that its template gives. */
interface Connections {
  connections(): readonly { slug: string }[];
  effective(slug: string): ConnectionDocument;
}
/** The ways in which an admin saves connections: each by itself, by its template, or out of a file. */
type Saving = Pick<Workspace, 'putConnection' | 'putTemplate' | 'importConnection'>;

/** The workspace as the admin API changes it. A file that git changed comes another way: it gives no secret a new address. */
export function bindingWorkspace<W extends Connections & Saving>(workspace: W, secrets: Pick<Secrets, 'bind'>): W {
  const bound = async (slugs: readonly string[], by: string) => {
    for (const slug of slugs) await secrets.bind(secretReferences(workspace.effective(slug)), by);
  };
  const saving: Saving = {
    async putConnection(slug, document, at) {
      const saved = await workspace.putConnection(slug, document, at);
      await bound([slug], at.by);
      return saved;
    },
    async putTemplate(slug, document, at) {
      const saved = await workspace.putTemplate(slug, document, at);
      await bound(saved.usedBy, at.by);
      return saved;
    },
    async importConnection(file, at) {
      const report = await workspace.importConnection(file, at);
      if (!at.dryRun) await bound([report.slug], at.by);
      return report;
    },
  };
  return { ...workspace, ...saving };
}

/** Secrets from before there were bounds may go where they go now. */
export async function bindOldSecrets(
  workspace: Connections,
  secrets: Pick<Secrets, 'bindOld' | 'locked'>,
): Promise<void> {
  if (secrets.locked() === undefined) await secrets.bindOld(() => allReferences(workspace));
}

/** What the command line is given, so that what it sets has the bounds that it would have from a page. */
export function onSecrets({ secrets, workspace }: { secrets: Secrets; workspace: Connections }): {
  secrets: () => Promise<Secrets>;
  originsOf: (name: string) => string[];
} {
  const originsOf = (name: string) =>
    allReferences(workspace).flatMap((each) => (each.name === name ? [each.origin] : []));
  return { secrets: async () => secrets, originsOf };
}

/** What `/healthz` says: the process lives, and whether it may send anything. */
export function health({ locked }: Pick<Secrets, 'locked'>): { ok: true; secrets?: 'locked' } {
  return locked() === undefined ? { ok: true } : { ok: true, secrets: 'locked' };
}
