// Takes a flow out of the workspace as one document, and brings one in: with what it names, and without secrets.
import { bundleFrom } from '../../flows/language/bundle.ts';
import type { FlowBundle, Json } from '../../flows/language/document.ts';
import { Failure, type FieldError } from '../../flows/language/failures.ts';
import type { TemplateDocument } from '../../flows/language/receivers.ts';
import { readFlow, writeFlow } from '../../flows/language/text.ts';
import { checkBundle } from './checking.ts';
import { isExtraFile, isFlowFile } from './disk.ts';
import { ADAPTORS, CONNECTIONS, type Document, NOT_OURS, type Shape, TEMPLATES } from './document-kinds.ts';
import { assertFree } from './drafts.ts';
import { putNamed } from './named-documents.ts';
import { exportConnection } from './receiver-transfer.ts';
import { type NameUse, namesIn } from './releases.ts';
import { secretPlaces } from './secret-shapes.ts';
import { readSeeds, seedLists } from './seeds.ts';
import { currentBundle, flowOf, newEntry, type Parts } from './shelf.ts';
import { recordVersion } from './sync.ts';
import type { FlowExport, ImportReport } from './workspace.ts';

/**
 * The flow as it stands in the editor, with its cases, lists, adaptors, connections and their templates. Fails with REQUEST_INVALID where
 * something in it looks like a secret. Importing it and exporting it again gives the same bytes.
 */
export async function exportFlow(slug: string, parts: Parts): Promise<FlowExport> {
  const entry = flowOf(parts.shelf, slug);
  const bundle = currentBundle(entry);
  const extras = entry.disk ? await (await parts.disk()).readExtras(slug) : {};
  const names = namesIn(bundle, parts);
  const connections = documentsOf(names, CONNECTIONS, parts);
  const named = namedByConnections(Object.keys(connections), parts);
  const file: FlowExport = {
    leadflow: 1,
    slug,
    files: { ...writeFlow(bundle, entry.disk?.files ?? {}, parts.catalogue), ...extras },
    adaptors: inOrder({ ...documentsOf(names, ADAPTORS, parts), ...named.adaptors }),
    connections,
    ...(Object.keys(named.templates).length > 0 ? { templates: inOrder(named.templates) } : {}),
  };
  refuse(secretsIn(bundle, file));
  return file;
}

/**
 * Says what an import would do, or does it: the flow becomes version 1 and is not published; of the adaptors,
 * connections and templates, those that exist are kept as they are. Fails with REQUEST_INVALID, TEXT_UNREADABLE, ALREADY_EXISTS (not in
 * a dry run, where `clashes` says it).
 */
export async function importFlow(
  file: FlowExport,
  at: { by: string; dryRun: boolean; parts: Parts },
): Promise<ImportReport> {
  const { by, dryRun, parts } = at;
  const bundle = readExport(file);
  const report = reportOf(file, bundle, parts);
  if (dryRun) return report;
  await assertFree(file.slug, parts);
  const { templates = {} } = file;
  for (const slug of newOf(templates, parts.shelf.templates)) {
    await bring(TEMPLATES, { slug, document: templates[slug] }, { by, parts });
  }
  for (const slug of newOf(file.connections, parts.shelf.connections)) {
    await bring(CONNECTIONS, { slug, document: file.connections[slug] }, { by, parts });
  }
  for (const slug of newOf(file.adaptors, parts.shelf.adaptors)) {
    await bring(ADAPTORS, { slug, document: file.adaptors[slug] }, { by, parts });
  }
  const disk = await parts.disk();
  await disk.writeFlow(file.slug, file.files, []);
  const entry = newEntry(file.slug);
  await seedLists(file.slug, parts, disk);
  await recordVersion(entry, bundle, { parts, by, message: 'Imported.', clearDraft: true });
  const files = Object.fromEntries(Object.entries(file.files).filter(([name]) => isFlowFile(name)));
  entry.disk = { stamp: (await disk.flowStamp(file.slug)) ?? '', files };
  parts.shelf.flows.set(file.slug, entry);
  return report;
}

/** Everything that can be wrong with the document is found before anything is written. */
function readExport(file: FlowExport): FlowBundle {
  if (file.leadflow !== 1) {
    refuse([{ field: 'leadflow', says: `This export is of format ${file.leadflow}; this Leadflow reads format 1.` }]);
  }
  const strange = Object.keys(file.files).filter((name) => !isFlowFile(name) && !isExtraFile(name));
  refuse(
    strange.map((name) => ({
      field: `files.${name.slice(0, 100)}`,
      says: 'This is not the name of a file of a flow.',
    })),
  );
  const bundle = bundleFrom(readFlow(file.files));
  if (file.files['lists.yaml'] !== undefined) readSeeds(file.files['lists.yaml']);
  refuse([
    ...secretsIn(bundle, file),
    ...Object.entries(file.templates ?? {}).flatMap(([slug, document]) => faultsOf(TEMPLATES, slug, document)),
    ...Object.entries(file.connections).flatMap(([slug, document]) => faultsOf(CONNECTIONS, slug, document)),
    ...Object.entries(file.adaptors).flatMap(([slug, document]) => faultsOf(ADAPTORS, slug, document)),
  ]);
  return bundle;
}

function faultsOf<D extends Document>(shape: Shape<D>, slug: string, document: D): FieldError[] {
  const place = `${shape.kind}.${slug.slice(0, 100)}`;
  try {
    const read = shape.read(shape.write(document), `${slug}.yaml`);
    return shape.faults(read).map(({ field, says }) => ({ field: `${place}.${field}`, says }));
  } catch (error) {
    if (error instanceof Failure) return [{ field: place, says: error.detail ?? error.message }];
    throw error;
  }
}

function reportOf(file: FlowExport, bundle: FlowBundle, parts: Parts): ImportReport {
  const { shelf } = parts;
  const names = namesIn(bundle, parts);
  const seeded =
    file.files['lists.yaml'] === undefined ? [] : readSeeds(file.files['lists.yaml']).map((seed) => seed.slug);
  const absent = (ref: NameUse['ref'], there: (slug: string) => boolean) =>
    [...new Set(names.filter((name) => name.ref === ref && !there(name.value)).map((name) => name.value))].sort();
  const flowTaken = shelf.flows.has(file.slug) ? [file.slug] : [];
  const kept = [
    ...Object.keys(file.connections).filter((slug) => shelf.connections.has(slug)),
    ...Object.keys(file.adaptors).filter((slug) => shelf.adaptors.has(slug)),
    ...Object.keys(file.templates ?? {}).filter((slug) => shelf.templates.has(slug)),
  ];
  return {
    slug: file.slug,
    nodes: Object.keys(bundle.document.nodes).length,
    problems: checkBundle(bundle, file.slug, withImported(file, seeded, parts)).problems,
    missing: {
      connections: absent('connection', (slug) => shelf.connections.has(slug) || Object.hasOwn(file.connections, slug)),
      adaptors: absent('adaptor', (slug) => shelf.adaptors.has(slug) || Object.hasOwn(file.adaptors, slug)),
      lists: absent('list', (slug) => shelf.names.lists.includes(slug) || seeded.includes(slug)),
    },
    clashes: [...flowTaken, ...kept.sort()],
  };
}

/** The workspace as it would be after the import, for the check alone. What exists already wins. */
function withImported(file: FlowExport, seeded: readonly string[], parts: Parts): Parts {
  const { shelf } = parts;
  const unwritten = { text: '', hash: '', stamp: '' };
  const named = <D>(documents: Record<string, D>) =>
    Object.entries(documents).map(([slug, document]) => [slug, { document, ...unwritten }] as const);
  return {
    ...parts,
    shelf: {
      ...shelf,
      effective: new Map(),
      templates: new Map([...named(file.templates ?? {}), ...shelf.templates]),
      connections: new Map([...named(file.connections), ...shelf.connections]),
      adaptors: new Map([...named(file.adaptors), ...shelf.adaptors]),
      names: { ...shelf.names, lists: [...shelf.names.lists, ...seeded] },
    },
  };
}

function documentsOf<D extends Document>(names: readonly NameUse[], shape: Shape<D>, parts: Parts): Record<string, D> {
  const slugs = names.flatMap(({ ref, value }) => (ref === shape.word ? [value] : []));
  const documents = [...new Set(slugs)].sort().flatMap((slug): [string, D][] => {
    const named = shape.known(parts).get(slug);
    return named ? [[slug, named.document]] : [];
  });
  return Object.fromEntries(documents);
}

/** What the connections name in turn: their templates, and the adaptors of their endpoints. */
function namedByConnections(slugs: readonly string[], parts: Parts) {
  const exports = slugs.map((slug) => exportConnection(slug, parts));
  const templates = exports.flatMap(({ template }): [string, TemplateDocument][] =>
    template ? [[template.slug, template.document]] : [],
  );
  const adaptors = exports.flatMap(({ adaptors: each }) => Object.entries(each));
  return { templates: Object.fromEntries(templates), adaptors: Object.fromEntries(adaptors) };
}

function inOrder<D>(documents: Record<string, D>): Record<string, D> {
  return Object.fromEntries(Object.entries(documents).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function newOf(documents: Record<string, unknown>, there: ReadonlyMap<string, unknown>): string[] {
  return Object.keys(documents).filter((slug) => !there.has(slug));
}

async function bring<D extends Document>(
  shape: Shape<D>,
  { slug, document }: { slug: string; document: D | undefined },
  at: { by: string; parts: Parts },
): Promise<void> {
  if (document) await putNamed(shape, { slug, document }, { ...at, hash: undefined });
}

function secretsIn({ document }: FlowBundle, file: FlowExport): FieldError[] {
  const looked: [string, Json, readonly string[]][] = [
    ['nodes', Object.fromEntries(Object.entries(document.nodes).map(([id, node]) => [id, node.config])), []],
    ['vars', document.vars ?? {}, []],
    ['files', file.files, []],
    ['connections', file.connections as unknown as Json, NOT_OURS],
    ['templates', (file.templates ?? {}) as unknown as Json, NOT_OURS],
    ['adaptors', file.adaptors as unknown as Json, []],
  ];
  return looked.flatMap(([name, value, skip]) =>
    secretPlaces(value, skip).map((place) => ({
      field: `${name}.${place}`,
      says: 'This looks like a secret. Set it as a secret, and let the connection name it as secret:<name>.',
    })),
  );
}

function refuse(fields: FieldError[]): void {
  const [first] = fields;
  if (first)
    throw new Failure('REQUEST_INVALID', { detail: `${first.field}: ${first.says}`, fields: fields.slice(0, 50) });
}
