// Brings what is on disk into the workspace: a changed file becomes a saved version, a broken one is named and harms nothing.
import { identityText } from '../../flows/language/canonical.ts';
import type { FlowBundle } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import { isSame } from '../../flows/language/json.ts';
import { readFlow } from '../../flows/language/text.ts';
import { fileProblem } from './checking.ts';
import type { Disk } from './disk.ts';
import { seedLists } from './seeds.ts';
import { BY_WORKSPACE, type FlowEntry, newEntry, type Parts, sha256 } from './shelf.ts';
import { syncDocuments } from './sync-documents.ts';

/** Looks at every file once. A file that is as it was costs one `stat`. */
export async function syncAll(parts: Parts): Promise<void> {
  const disk = await parts.disk();
  await syncDocuments(parts, disk);
  const slugs = new Set([...(await disk.flows()), ...parts.shelf.flows.keys()]);
  for (const slug of [...slugs].sort()) await syncFlow(slug, parts, disk);
}

/** Looks at the files of one flow. */
export async function syncFlow(slug: string, parts: Parts, disk: Disk): Promise<void> {
  const stamp = await disk.flowStamp(slug);
  const entry = parts.shelf.flows.get(slug) ?? newEntry(slug);
  if (stamp === undefined) {
    if (entry.saved) missing(entry, parts);
    else if (!entry.draft) parts.shelf.flows.delete(slug);
    return;
  }
  if (entry.disk?.stamp === stamp) return;
  parts.shelf.flows.set(slug, entry);
  try {
    const files = await disk.readFlow(slug);
    await take(entry, readFlow(files), parts, disk);
    entry.disk = { stamp, files };
  } catch (error) {
    if (!(error instanceof Failure && error.code === 'TEXT_UNREADABLE')) throw error;
    // Looked at again when a file of it changes, and not before.
    entry.disk = { stamp, files: entry.disk?.files ?? {} };
    broken(entry, error, parts);
  }
}

async function take(entry: FlowEntry, bundle: FlowBundle, parts: Parts, disk: Disk): Promise<void> {
  const isNew = entry.saved === undefined;
  if (isNew) await seedLists(entry.slug, parts, disk);
  await recordVersion(entry, bundle, {
    parts,
    by: BY_WORKSPACE,
    message: isNew ? 'Found in the folder.' : 'Changed on disk.',
    clearDraft: false,
  });
  if (entry.fileError) parts.log.info({ flow: entry.slug }, 'The files of a flow can be read again');
  entry.fileError = undefined;
}

/**
 * Makes the content the saved version: a new one where the logic differs, the same one where only places do, nothing
 * where nothing does. A draft that was being edited stays, unless it is what was saved.
 */
export async function recordVersion(
  entry: FlowEntry,
  bundle: FlowBundle,
  at: { parts: Parts; by: string; message: string; clearDraft: boolean },
): Promise<void> {
  const { parts, by, message, clearDraft } = at;
  const { slug, saved } = entry;
  const identity = sha256(identityText(bundle, parts.catalogue));
  const sameLogic = saved?.identity === identity;
  if (sameLogic && !clearDraft && isSame(saved.bundle.layout, bundle.layout)) return;
  const kept = { slug, bundle, by, clearDraft } as const;
  if (saved && sameLogic) {
    const answer = await parts.store.write('flow.relayout', plain({ ...kept, version: saved.version }));
    adopt(entry, answer, by);
    entry.saved = { ...saved, bundle };
  } else {
    const { name } = bundle.document;
    const answer = await parts.store.write('flow.addVersion', plain({ ...kept, name, identity, message }));
    adopt(entry, answer, by);
    entry.saved = { version: Number((answer as { version?: number }).version), identity, bundle };
  }
  if (clearDraft) entry.draft = undefined;
}

/** Takes over the revision and time that a command answered, and who gave it. */
export function adopt(entry: FlowEntry, answer: unknown, by: string): void {
  const { rev, at } = answer as { rev: number; at: number };
  entry.rev = rev;
  entry.updatedAt = at;
  entry.changed = { by, at };
}

/** Arguments of a command: plain data whose type says more than JSON's. */
export function plain(args: object): Parameters<Parts['store']['write']>[1] {
  return args as Parameters<Parts['store']['write']>[1];
}

function broken(entry: FlowEntry, failure: Failure, parts: Parts): void {
  entry.fileError = fileProblem(failure);
  parts.log.warn({ flow: entry.slug, problem: entry.fileError.says }, 'The files of a flow cannot be read');
}

/** A folder that is gone may be a branch that is not checked out, or a disk that is not mounted: what serves goes on. */
function missing(entry: FlowEntry, parts: Parts): void {
  if (entry.fileError?.code === 'NOT_FOUND') return;
  entry.disk = undefined;
  entry.fileError = {
    code: 'NOT_FOUND',
    severity: 'error',
    field: 'flow.yaml',
    says: `The folder ${entry.slug} with its flow.yaml is gone from the workspace.`,
    remedy: 'Put the folder back, or delete the flow here.',
  };
  parts.log.warn({ flow: entry.slug }, 'The folder of a flow is gone');
}
