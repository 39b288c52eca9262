// Connections, templates and adaptors: read, written and deleted as files; what is used is not deleted.
import { Failure, type FieldError } from '../../flows/language/failures.ts';
import { isSlug } from './disk.ts';
import type { Document, Shape } from './document-kinds.ts';
import type { Named, Parts } from './shelf.ts';
import { forget, namedOf, remember, syncDocuments } from './sync-documents.ts';
import { endpointsNaming } from './users.ts';
import type { NamedDocument } from './workspace.ts';

/** All of a kind, by slug. */
export function listNamed<D extends Document>(shape: Shape<D>, parts: Parts): NamedDocument<D>[] {
  const slugs = [...shape.known(parts).keys()].sort();
  return slugs.flatMap((slug) => getNamed(shape, slug, parts) ?? []);
}

/** One of a kind, or undefined. */
export function getNamed<D extends Document>(
  shape: Shape<D>,
  slug: string,
  parts: Parts,
): NamedDocument<D> | undefined {
  const named = shape.known(parts).get(slug);
  return named && shownOf(shape, { slug, named }, parts);
}

/**
 * Writes the file. Without a hash the document is new (ALREADY_EXISTS where it is not); with one it must be the hash of
 * the document as it is (CHANGED_MEANWHILE). Fails with REQUEST_INVALID, NOT_FOUND.
 */
export async function putNamed<D extends Document>(
  shape: Shape<D>,
  given: { slug: string; document: D },
  at: { hash: string | undefined; by: string; parts: Parts },
): Promise<NamedDocument<D>> {
  const { slug } = given;
  const { hash, by, parts } = at;
  if (!isSlug(slug))
    throw invalid([{ field: 'slug', says: 'A short name is made of lower-case words joined by hyphens.' }]);
  const disk = await parts.disk();
  await syncDocuments(parts, disk);
  const before = shape.known(parts).get(slug);
  const file = `${shape.kind}/${slug}.yaml`;
  if (hash === undefined && (before || parts.shelf.fileErrors.has(file))) {
    throw new Failure('ALREADY_EXISTS', { detail: `The ${shape.word} ${slug}.` });
  }
  if (hash !== undefined && !before) throw new Failure('NOT_FOUND', { detail: `The ${shape.word} ${slug}.` });
  if (hash !== undefined && before?.hash !== hash) {
    throw new Failure('CHANGED_MEANWHILE', { detail: `The ${shape.word} ${slug}.` });
  }
  assertMended(file, parts);
  const { document, text } = readBack(shape, given.document, before?.text);
  const refused = shape.refused(slug, document, parts);
  if (refused.length > 0) throw invalid(refused);
  await disk.writeDocument(shape.kind, slug, text);
  const stamp = (await disk.documents(shape.kind)).get(slug) ?? '';
  const named = namedOf(document, text, stamp);
  shape.known(parts).set(slug, named);
  await remember(file, text, parts);
  parts.shelf.revision += 1;
  await note(parts, { who: by, did: `${shape.word}.put`, what: slug });
  return shownOf(shape, { slug, named }, parts);
}

/** Takes the file away. Fails with NOT_FOUND, or IN_USE naming what uses it. */
export async function removeNamed<D extends Document>(
  shape: Shape<D>,
  slug: string,
  at: { by: string; parts: Parts },
): Promise<void> {
  const { by, parts } = at;
  const named = shape.known(parts).get(slug);
  if (!named) throw new Failure('NOT_FOUND', { detail: `The ${shape.word} ${slug.slice(0, 100)}.` });
  assertUnused(shape, shownOf(shape, { slug, named }, parts));
  await (await parts.disk()).removeDocument(shape.kind, slug);
  shape.known(parts).delete(slug);
  await forget(`${shape.kind}/${slug}.yaml`, parts);
  parts.shelf.revision += 1;
  await note(parts, { who: by, did: `${shape.word}.remove`, what: slug });
}

/** The document as its own file would be read, with its text: what the reader refuses is refused before it is written. */
export function readBack<D extends Document>(
  shape: Shape<D>,
  given: D,
  previous: string | undefined,
): { document: D; text: string } {
  try {
    const text = shape.write(given, previous);
    const document = shape.read(text, `${shape.word}.yaml`);
    const faults = shape.faults(document);
    if (faults.length > 0) throw invalid(faults);
    return { document, text };
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'TEXT_UNREADABLE') throw error;
    throw invalid(error.fields.map(({ says }) => ({ field: 'document', says })));
  }
}

function shownOf<D extends Document>(
  shape: Shape<D>,
  { slug, named }: { slug: string; named: Named<D> },
  parts: Parts,
): NamedDocument<D> {
  const { document, hash, stamp } = named;
  const usedBy = shape.users(slug, parts);
  const usedByEndpoints = shape.kind === 'adaptors' ? endpointsNaming(slug, parts.shelf) : [];
  return { slug, document, hash, usedBy, usedByEndpoints, changedAt: writtenAt(stamp) };
}

/** A stamp holds the time of the last write, nanoseconds, as its second part. */
function writtenAt(stamp: string): number | null {
  const [, nanoseconds] = stamp.split('.');
  return nanoseconds === undefined ? null : Math.floor(Number(nanoseconds) / 1e6);
}

function assertUnused<D extends Document>(shape: Shape<D>, { usedBy, usedByEndpoints }: NamedDocument<D>): void {
  const things = shape.word === 'template' ? 'Connections made from it' : 'Flows that use it';
  const endpoints = usedByEndpoints.map(({ kind, slug, endpoint }) => `${slug}/${endpoint} (${kind})`);
  const said = [
    ...(usedBy.length > 0 ? [`${things}: ${usedBy.join(', ')}.`] : []),
    ...(endpoints.length > 0 ? [`Endpoints that use it: ${endpoints.join(', ')}.`] : []),
  ];
  if (said.length === 0) return;
  const fields = [...usedBy, ...endpoints].map((field) => ({ field, says: 'Uses it.' }));
  throw new Failure('IN_USE', { detail: said.join(' '), fields });
}

/** A file that a person is mending is never written over. */
function assertMended(file: string, { shelf }: Parts): void {
  const broken = shelf.fileErrors.get(file);
  if (!broken) return;
  throw new Failure('TEXT_UNREADABLE', {
    detail: broken.problem.says,
    fields: [{ field: file, says: broken.problem.says }],
  });
}

async function note(parts: Parts, line: { who: string; did: string; what: string }): Promise<void> {
  await parts.store.write('audit.add', { ...line, detail: '' });
}

function invalid(fields: FieldError[]): Failure {
  const [first] = fields;
  return new Failure('REQUEST_INVALID', { ...(first ? { detail: first.says } : {}), fields });
}
