// Reads the template, connection and adaptor files; of a broken one the last good text counts until it is mended.
import { canonicalJson } from '../../flows/language/canonical.ts';
import type { Json } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import { fileProblem } from './checking.ts';
import type { Disk } from './disk.ts';
import { ADAPTORS, CONNECTIONS, type Document, type Shape, TEMPLATES } from './document-kinds.ts';
import { type Named, type Parts, sha256 } from './shelf.ts';

/** Looks at every template, connection and adaptor file. */
export async function syncDocuments(parts: Parts, disk: Disk): Promise<void> {
  await syncKind(TEMPLATES, parts, disk);
  await syncKind(CONNECTIONS, parts, disk);
  await syncKind(ADAPTORS, parts, disk);
}

/** A document as the workspace keeps it. The hash is of what it says, not of how it is written. */
export function namedOf<D extends Document>(document: D, text: string, stamp: string): Named<D> {
  return { document, text, hash: sha256(canonicalJson(document as unknown as Json)), stamp };
}

async function syncKind<D extends Document>(shape: Shape<D>, parts: Parts, disk: Disk): Promise<void> {
  const { kind, read } = shape;
  const { shelf, log } = parts;
  const known = shape.known(parts);
  const found = await disk.documents(kind);
  for (const slug of known.keys()) {
    if (found.has(slug)) continue;
    known.delete(slug);
    await forget(`${kind}/${slug}.yaml`, parts);
    shelf.revision += 1;
    log.warn({ file: `${kind}/${slug}.yaml` }, 'A file of the workspace is gone');
  }
  for (const file of shelf.fileErrors.keys()) {
    const { folder, slug } = partsOf(file);
    if (folder === kind && !found.has(slug)) shelf.fileErrors.delete(file);
  }
  for (const [slug, stamp] of found) {
    const file = `${kind}/${slug}.yaml`;
    if (known.get(slug)?.stamp === stamp || shelf.fileErrors.get(file)?.stamp === stamp) continue;
    try {
      const text = await disk.readDocument(kind, slug);
      const before = known.get(slug)?.hash;
      const named = namedOf(read(text, file), text, stamp);
      known.set(slug, named);
      shelf.fileErrors.delete(file);
      await remember(file, text, parts);
      if (named.hash !== before) shelf.revision += 1;
    } catch (error) {
      if (!(error instanceof Failure && error.code === 'TEXT_UNREADABLE')) throw error;
      const good = known.has(slug) ? undefined : lastGood(file, read, parts);
      if (good) known.set(slug, good);
      const problem = fileProblem(error);
      shelf.fileErrors.set(file, { stamp, problem });
      log.warn({ file, problem: problem.says }, 'A file of the workspace cannot be read');
    }
  }
}

/** A folder may lie in another: `connections/templates/crm.yaml` is no connection. */
function partsOf(file: string): { folder: string; slug: string } {
  const end = file.lastIndexOf('/');
  return { folder: file.slice(0, end), slug: file.slice(end + 1, -'.yaml'.length) };
}

function lastGood<D extends Document>(
  file: string,
  read: (text: string, file: string) => D,
  { shelf }: Parts,
): Named<D> | undefined {
  const text = shelf.lastGood.get(file);
  try {
    return text === undefined ? undefined : namedOf(read(text, file), text, '');
  } catch {
    // Another Leadflow kept a text that this one does not read; the fault of the file itself is named already.
    return undefined;
  }
}

/** Kept in the database, so that a start with a broken file can still make the calls of what is published. */
export async function remember(file: string, text: string, { shelf, store }: Parts): Promise<void> {
  if (shelf.lastGood.get(file) === text) return;
  await store.write('document.remember', { file, text });
  shelf.lastGood.set(file, text);
}

/** What was deleted, on purpose, does not come back. */
export async function forget(file: string, { shelf, store }: Parts): Promise<void> {
  if (!shelf.lastGood.has(file)) return;
  await store.write('document.forget', { file });
  shelf.lastGood.delete(file);
}
