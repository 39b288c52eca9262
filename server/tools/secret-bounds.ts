// Gives secrets their bounds by what admins do with connections: saving one lets its secrets go where it sends them.
import type { ConnectionDocument } from '../../flows/language/receivers.ts';
import { allReferences, type SecretReference, secretReferences } from '../../flows/language/secret-references.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Secrets } from './secrets.ts';

/** What is asked of the workspace. `effective` answers a connection with everything that its template gives. */
interface Connections {
  connections(): readonly { slug: string; hash: string }[];
  effective(slug: string): ConnectionDocument;
}
/** The ways in which an admin saves connections: each by itself, by its template, or out of a file. */
type Saving = Pick<Workspace, 'putConnection' | 'putTemplate' | 'importConnection'>;
type Known = Connections & Saving & Pick<Workspace, 'template'>;

/** The workspace as the admin API changes it. A file that git changed comes another way: it gives no secret a new address. */
export function bindingWorkspace<W extends Known>(workspace: W, secrets: Pick<Secrets, 'bind'>): W {
  const bindAll = (slug: string, by: string) => secrets.bind(secretReferences(workspace.effective(slug)), by);
  const bindNew = async (slugs: readonly string[], before: Before, by: string) => {
    for (const slug of slugs) await secrets.bind(broughtTo(slug, before, workspace), by);
  };
  const saving: Saving = {
    async putConnection(slug, document, at) {
      const saved = await workspace.putConnection(slug, document, at);
      await bindAll(slug, at.by);
      return saved;
    },
    async putTemplate(slug, document, at) {
      const before = namedBy(workspace);
      const saved = await workspace.putTemplate(slug, document, at);
      await bindNew(saved.usedBy, before, at.by);
      return saved;
    },
    async importConnection(file, at) {
      const before = namedBy(workspace);
      const report = await workspace.importConnection(file, at);
      if (at.dryRun) return report;
      await bindAll(report.slug, at.by);
      const { template } = file;
      await bindNew((template && workspace.template(template.slug)?.usedBy) ?? [], before, at.by);
      return report;
    },
  };
  return { ...workspace, ...saving };
}

/** Connection -> the hash of its own file, and what it named. */
type Before = ReadonlyMap<string, { hash: string; named: ReadonlySet<string> }>;

function namedBy(workspace: Connections): Before {
  return new Map(
    workspace.connections().map(({ slug, hash }) => {
      return [slug, { hash, named: new Set(secretReferences(workspace.effective(slug)).map(keyOf)) }];
    }),
  );
}

/**
 * What the change of a template has brought to a connection, and nothing else: a host that git has changed in the
 * connection's own file is not what the admin saved, who may never have seen it.
 */
function broughtTo(slug: string, before: Before, workspace: Connections): SecretReference[] {
  const was = before.get(slug);
  const now = workspace.connections().find((each) => each.slug === slug);
  if (!was || !now || was.hash !== now.hash) return [];
  return secretReferences(workspace.effective(slug)).filter((each) => !was.named.has(keyOf(each)));
}

function keyOf({ name, origin }: SecretReference): string {
  return `${name} ${origin}`;
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
