// What a person looks at before a decision: the call that a run waits with, and where the run goes on after each one.
import { Failure } from '../../flows/language/failures.ts';
import type { CompiledRelease } from '../run/plan.ts';
import type { HeldGroupRow, HeldRow } from '../store/admin-run-rows.ts';
import { callViews, isCallPart } from './call-view.ts';
import type { ApiDeps } from './deps.ts';
import { runLine } from './routes-runs.ts';
import type { HeldGroupView, HeldRunView } from './schemas-held.ts';
import { iso } from './times.ts';

/** Releases by hash, each asked for once; undefined for one that cannot be had now. */
type Releases = Map<string, CompiledRelease | undefined>;

/** The runs of a list. */
export async function heldRuns(rows: readonly HeldRow[], deps: Pick<ApiDeps, 'workspace'>): Promise<HeldRunView[]> {
  const releases = await releasesOf(
    rows.map(({ run }) => run.release),
    deps,
  );
  return rows.map(({ run, records }) => {
    const { exchanges } = callViews(records.filter(isCallPart));
    const release = releases.get(run.release);
    const goesOn = {
      accepted: titleAfter(release, run.held?.node, 'was-accepted'),
      rejected: titleAfter(release, run.held?.node, 'was-rejected'),
    };
    return { ...runLine(run), says: run.reason ?? '', exchange: exchanges.at(-1) ?? null, goesOn };
  });
}

/** The groups of the page, with the words of their drawings. */
export async function heldGroups(
  rows: readonly HeldGroupRow[],
  deps: Pick<ApiDeps, 'workspace'>,
): Promise<HeldGroupView[]> {
  const releases = await releasesOf(
    rows.map(({ release }) => release),
    deps,
  );
  return rows.map(({ release: hash, oldestAt, ...group }) => {
    const release = releases.get(hash);
    const title = release?.nodes.get(group.node)?.title ?? group.node;
    return { ...group, flowName: release?.name ?? group.flow, title, oldestAt: iso(oldestAt) };
  });
}

async function releasesOf(hashes: readonly string[], { workspace }: Pick<ApiDeps, 'workspace'>): Promise<Releases> {
  const releases: Releases = new Map();
  for (const hash of new Set(hashes)) releases.set(hash, await releaseOf(hash, workspace));
  return releases;
}

/** A release that this version can no longer compile still shows its runs, without the titles. */
async function releaseOf(hash: string, workspace: ApiDeps['workspace']): Promise<CompiledRelease | undefined> {
  try {
    return await workspace.release(hash);
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

function titleAfter(release: CompiledRelease | undefined, node: string | undefined, port: string): string | null {
  const next = node === undefined ? undefined : release?.nodes.get(node)?.exits.get(port)?.next;
  return next === undefined ? null : (release?.nodes.get(next)?.title ?? next);
}
