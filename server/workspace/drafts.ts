// Makes, edits, saves and deletes flows: drafts live in the database, saved versions in the folder and the database.
import { bundleFrom } from '../../flows/language/bundle.ts';
import { identityText } from '../../flows/language/canonical.ts';
import { type FlowBundle, RESERVED_SLUGS } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import { isSame } from '../../flows/language/json.ts';
import { placeNodes } from '../../flows/language/layout.ts';
import { readFlow, writeFlow } from '../../flows/language/text.ts';
import { isFlowFile, isSlug } from './disk.ts';
import { assertUncalled, pathKey, routeLive } from './releases.ts';
import {
  currentBundle,
  emptyBundle,
  expectRev,
  type FlowEntry,
  flowOf,
  isChanged,
  newEntry,
  type Parts,
  sha256,
} from './shelf.ts';
import { adopt, plain, recordVersion, syncFlow } from './sync.ts';

/** What a new flow is made of: nothing, a drawing, or a copy of another flow. */
export interface NewFlow {
  name: string;
  slug?: string | undefined;
  bundle?: FlowBundle | undefined;
  from?: string | undefined;
}

/** Makes a draft. Fails with ALREADY_EXISTS, NOT_FOUND (`from`), REQUEST_INVALID. */
export async function createFlow(flow: NewFlow, by: string, parts: Parts): Promise<FlowEntry> {
  const name = flow.name.trim();
  if (name === '' || name.length > 200) throw invalid('name', 'A flow needs a name of at most 200 characters.');
  const slug = flow.slug ?? (await freeSlug(slugFrom(name), parts));
  await assertFree(slug, parts);
  const draft = bundleFrom(startOf(flow, name, parts));
  const entry = newEntry(slug);
  adopt(entry, await parts.store.write('flow.create', plain({ slug, name, draft, by })), by);
  entry.draft = draft;
  parts.shelf.flows.set(slug, entry);
  return entry;
}

/** Fails with ALREADY_EXISTS, or REQUEST_INVALID where it cannot be the name of a folder. */
export async function assertFree(slug: string, parts: Parts): Promise<void> {
  if (!isSlug(slug)) {
    throw invalid(
      'slug',
      'A short name is made of lower-case words joined by hyphens, such as acme-leads, at most 64 characters.',
    );
  }
  if (await isTaken(slug, parts)) throw new Failure('ALREADY_EXISTS', { detail: `Flow: ${slug}.` });
}

/** Keeps the draft; one that says what the saved version says is none. Fails with CHANGED_MEANWHILE, REQUEST_INVALID. */
export async function putDraft(
  slug: string,
  bundle: FlowBundle,
  at: { rev: number; by: string; parts: Parts },
): Promise<FlowEntry> {
  const { rev, by, parts } = at;
  const entry = flowOf(parts.shelf, slug);
  expectRev(entry, rev);
  assertReadable(entry);
  const given = bundleFrom(bundle);
  const draft = isSaved(entry, given, parts) ? null : given;
  const { name } = draft?.document ?? currentSaved(entry).document;
  adopt(entry, await parts.store.write('flow.putDraft', plain({ slug, name, draft, rev, by })), by);
  entry.draft = draft ?? undefined;
  return entry;
}

/**
 * Writes the draft into the folder and makes it the saved version. Fails with CHANGED_MEANWHILE, also where the files
 * changed on disk, and with TEXT_UNREADABLE where they cannot be read: what a person is merging there is never written over.
 */
export async function saveFlow(
  slug: string,
  at: { rev: number; by: string; message: string; parts: Parts },
): Promise<FlowEntry> {
  const { rev, by, message, parts } = at;
  const entry = flowOf(parts.shelf, slug);
  expectRev(entry, rev);
  const disk = await parts.disk();
  await syncFlow(slug, parts, disk);
  expectRev(entry, rev);
  assertReadable(entry);
  if (!isChanged(entry)) return entry;
  const { document, files, layout } = currentBundle(entry);
  const before = entry.disk?.files ?? {};
  const texts = writeFlow({ document, files, layout: placeNodes(document, layout) }, before, parts.catalogue);
  const bundle = readFlow(texts);
  const gone = Object.keys(before).filter((name) => isFlowFile(name) && !Object.hasOwn(texts, name));
  // Files first: after a crash in between, the next start finds them changed and makes the version.
  await disk.writeFlow(slug, texts, gone);
  await recordVersion(entry, bundle, { parts, by, message, clearDraft: true });
  entry.disk = { stamp: (await disk.flowStamp(slug)) ?? '', files: texts };
  return entry;
}

/** Withdraws the flow, forgets its draft, and takes its folder away. Runs keep their releases. Fails with IN_USE. */
export async function removeFlow(slug: string, by: string, parts: Parts): Promise<void> {
  const entry = flowOf(parts.shelf, slug);
  assertUncalled(slug, parts);
  const disk = await parts.disk();
  await parts.store.write('flow.remove', { slug, by });
  entry.live = undefined;
  parts.shelf.flows.delete(slug);
  routeLive(parts);
  await disk.removeFlow(slug);
}

/** `Acme leads (new)` -> `acme-leads-new`. */
function slugFrom(name: string): string {
  const plainName = name
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
  const words = plainName.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  const slug = /^[a-z]/.test(words) ? words : `flow-${words}`.replace(/-+$/, '');
  return slug.slice(0, 56).replace(/-+$/, '');
}

/** The name itself, or the first free one with a number. */
export async function freeSlug(base: string, parts: Parts): Promise<string> {
  for (let n = 1; ; n += 1) {
    const slug = n === 1 ? base : `${base}-${n}`;
    if (!(await isTaken(slug, parts))) return slug;
  }
}

async function isTaken(slug: string, { shelf, disk }: Parts): Promise<boolean> {
  return shelf.flows.has(slug) || RESERVED_SLUGS.includes(slug) || (await disk()).taken(slug);
}

function startOf({ bundle, from }: NewFlow, name: string, parts: Parts): FlowBundle {
  if (from === undefined)
    return { ...(bundle ?? emptyBundle(name)), document: { ...(bundle ?? emptyBundle(name)).document, name } };
  const copied = structuredClone(currentBundle(flowOf(parts.shelf, from)));
  for (const { type, config } of Object.values(copied.document.nodes)) {
    const path = pathKey(config.path);
    // Two flows cannot listen at one address: the copy gets one of its own, so that it can be published as it is.
    if (parts.catalogue[type]?.effect === 'trigger' && path) config.path = freePath(path, parts);
  }
  return { ...copied, document: { ...copied.document, name } };
}

function freePath(path: string, { shelf }: Parts): string {
  const used = new Set([...shelf.flows.values()].flatMap((flow) => pathsOf(currentBundle(flow))));
  for (let n = 2; ; n += 1) if (!used.has(`${path}-${n}`)) return `${path}-${n}`;
}

function pathsOf({ document }: FlowBundle): string[] {
  return Object.values(document.nodes).map(({ config }) => pathKey(config.path));
}

function isSaved(entry: FlowEntry, bundle: FlowBundle, { catalogue }: Parts): boolean {
  const { saved } = entry;
  if (!saved) return false;
  const places = ({ document, layout }: FlowBundle) => placeNodes(document, layout);
  return sha256(identityText(bundle, catalogue)) === saved.identity && isSame(places(bundle), places(saved.bundle));
}

function currentSaved(entry: FlowEntry): FlowBundle {
  return entry.saved?.bundle ?? emptyBundle(entry.slug);
}

function assertReadable({ fileError, slug }: FlowEntry): void {
  if (!fileError || fileError.code === 'NOT_FOUND') return;
  const detail = `${slug}/${fileError.says}`;
  throw new Failure('TEXT_UNREADABLE', { detail, fields: [{ field: fileError.field ?? '', says: fileError.says }] });
}

function invalid(field: string, says: string): Failure {
  return new Failure('REQUEST_INVALID', { detail: says, fields: [{ field, says }] });
}
