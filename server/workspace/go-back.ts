// Goes back to an earlier version of a flow: what served for it serves again, and the draft stays as it is.
import type { FlowBundle } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import { withCheckOfNow } from './account-pins.ts';
import { checkBundle, errorsOf, problemsFailure, refreshNames } from './checking.ts';
import { compiled, type Servable, serve } from './publishing.ts';
import { contentOf, releaseOf, storedContent } from './releases.ts';
import { type FlowEntry, flowOf, type Parts } from './shelf.ts';

/** Problems with what a release does not hold itself: whatever it pins may be gone by now, and it serves all the same. */
const NOT_PINNED: ReadonlySet<string> = new Set([
  'PATH_TAKEN',
  'NODE_TYPE_UNKNOWN',
  'CONNECTION_UNKNOWN',
  'LIST_UNKNOWN',
  'DNC_LIST_UNKNOWN',
  'LEAD_LIST_UNKNOWN',
  'STATUS_UNKNOWN',
  'FLOW_CALLS_ITSELF',
]);

/**
 * Publishes the release that served for this version last; for a version that never served, one that is compiled with what
 * it names just now. Fails with NOT_FOUND, and with FLOW_HAS_PROBLEMS where that version cannot serve any more.
 */
export async function goBack(
  slug: string,
  version: number,
  { by, parts }: { by: string; parts: Parts },
): Promise<FlowEntry> {
  const entry = flowOf(parts.shelf, slug);
  const bundle = await savedVersion(slug, version, parts);
  await refreshNames(parts);
  const release = (await served(slug, version, parts)) ?? anew(bundle, { slug, version }, parts);
  // The duplicate check is the account's: going back with a flow must not bring back what it was then.
  const { served: next, called } = await withCheckOfNow(release, parts);
  return serve(entry, next, { by, back: true, parts, called });
}

/** One saved version. Fails with NOT_FOUND. */
export async function savedVersion(slug: string, version: number, parts: Parts): Promise<FlowBundle> {
  flowOf(parts.shelf, slug);
  const bundle = (await parts.store.query('flow.version', { flow: slug, version })) as unknown as FlowBundle | null;
  if (!bundle) throw new Failure('NOT_FOUND', { detail: `Version ${version} of flow ${slug}.` });
  return bundle;
}

/** The release that served for the version last, in this environment or else in another; undefined where none did. */
async function served(slug: string, version: number, parts: Parts): Promise<Servable | undefined> {
  const { environment } = parts;
  const hash = await parts.store.query('flow.served', { flow: slug, version, environment });
  if (typeof hash !== 'string') return undefined;
  const content = await storedContent(hash, parts);
  const problems = checkBundle(content.bundle, slug, parts).problems;
  const lost = errorsOf(problems).filter(({ code }) => NOT_PINNED.has(code));
  if (lost.length > 0) throw problemsFailure(lost);
  return { content, release: await releaseOf(hash, parts) };
}

function anew(bundle: FlowBundle, at: { slug: string; version: number }, parts: Parts): Servable {
  const errors = errorsOf(checkBundle(bundle, at.slug, parts).problems);
  if (errors.length > 0) throw problemsFailure(errors);
  const content = contentOf(bundle, at, parts);
  return { content, release: compiled(content, parts) };
}
