// Publishes and withdraws flows: points a flow at a release, on disk first, and then in memory for the next lead.
import { Failure } from '../../flows/language/failures.ts';
import type { CompiledRelease } from '../run/plan.ts';
import { checkedFlow, errorsOf, problemsFailure, refreshNames } from './checking.ts';
import { saveFlow } from './drafts.ts';
import { assertUncalled, contentOf, hashOf, keep, namesOf, releaseOf, routeLive, storedContent } from './releases.ts';
import { currentBundle, expectRev, type FlowEntry, flowOf, isChanged, NO_NAMES, type Parts } from './shelf.ts';
import { plain } from './sync.ts';
import type { ReleaseContent } from './workspace.ts';

/**
 * Saves the draft if there is one, compiles it with everything it names, and serves it. Publishing what serves already
 * changes nothing. Fails with CHANGED_MEANWHILE, FLOW_HAS_PROBLEMS, and as saving does.
 */
export async function publishFlow(slug: string, at: { rev: number; by: string; parts: Parts }): Promise<FlowEntry> {
  const { rev, by, parts } = at;
  const entry = flowOf(parts.shelf, slug);
  expectRev(entry, rev);
  await refreshNames(parts);
  assertClean(entry, parts);
  if (isChanged(entry)) await saveFlow(slug, { rev, by, message: '', parts });
  const { saved } = entry;
  if (!saved) throw new Failure('INTERNAL');
  const content = contentOf(saved.bundle, { slug, version: saved.version }, parts);
  return serve(entry, { content, release: compiled(content, parts) }, { by, back: false, parts });
}

/** A release with what it was made of. */
export interface Servable {
  content: ReleaseContent;
  release: CompiledRelease;
}

/** Points the flow at a release, unless it serves already. `back`: it is one of an earlier version. */
export async function serve(
  entry: FlowEntry,
  { content, release }: Servable,
  { by, back, parts, called = [] }: { by: string; back: boolean; parts: Parts; called?: readonly Servable[] },
): Promise<FlowEntry> {
  const { hash, version } = release;
  if (entry.live?.release === hash) return entry;
  const { slug } = entry;
  const made = called.map((each) => ({ hash: each.release.hash, content: each.content }));
  const order = { slug, environment: parts.environment, release: { hash, content }, by, back, called: made };
  const stored = (await parts.store.write('flow.publish', plain(order))) as { at: number };
  const names = namesOf(content);
  entry.live = { version, release: hash, by, at: stored.at, names, compiled: keep(release, parts) };
  routeLive(parts);
  return entry;
}

/** Ends the serving of a flow; runs that began go on. A flow that serves nothing stays as it is. Fails with IN_USE. */
export async function withdrawFlow(slug: string, by: string, parts: Parts): Promise<FlowEntry> {
  const entry = flowOf(parts.shelf, slug);
  if (!entry.live) return entry;
  assertUncalled(slug, parts);
  await parts.store.write('flow.withdraw', { slug, environment: parts.environment, by });
  entry.live = undefined;
  routeLive(parts);
  return entry;
}

/** Compiles the draft for a test run and stores it as a release that serves nobody. Fails with FLOW_HAS_PROBLEMS. */
export async function testReleaseOf(slug: string, parts: Parts): Promise<CompiledRelease> {
  const entry = flowOf(parts.shelf, slug);
  await refreshNames(parts);
  assertClean(entry, parts);
  const content = contentOf(currentBundle(entry), { slug, version: entry.saved?.version ?? 0 }, parts);
  const release = compiled(content, parts);
  await parts.store.write('release.put', plain({ hash: release.hash, content }));
  return keep(release, parts);
}

/** Takes up what the database says is published. What cannot be compiled any more is named, and serves nothing. */
export async function restoreLive(
  entry: FlowEntry,
  row: { version: number; release: string; by: string; at: number },
  parts: Parts,
): Promise<void> {
  entry.live = { ...row, names: NO_NAMES, compiled: undefined };
  try {
    entry.live.names = namesOf(await storedContent(row.release, parts));
    entry.live.compiled = await releaseOf(row.release, parts);
  } catch (error) {
    parts.log.warn({ err: error, flow: entry.slug }, 'A published flow cannot be served; publish it again');
  }
}

function assertClean(entry: FlowEntry, parts: Parts): void {
  if (entry.fileError && !entry.saved && !entry.draft) throw problemsFailure([entry.fileError]);
  const errors = errorsOf(checkedFlow(entry, parts).problems);
  if (errors.length > 0) throw problemsFailure(errors);
}

/** The release of a content. Fails with CONFIG_INVALID. */
export function compiled(content: ReleaseContent, parts: Parts): CompiledRelease {
  const hash = hashOf(content, parts);
  return parts.shelf.releases.get(hash) ?? parts.compile(content, hash);
}
