// Makes the workspace: what it keeps in memory is answered at once, what changes it goes one at a time.
import { ACCOUNT_FLOW } from '../../flows/language/account-flow.ts';
import type { Catalogue, Problem } from '../../flows/language/catalogue.ts';
import type { FlowBundle, Json } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import type { CompiledRelease } from '../run/plan.ts';
import type { Store } from '../store/ports.ts';
import { accountCheck, accountUsers, applyAccount, loadAccount } from './account-check.ts';
import { checkBundle, checkedFlow, errorsOf, knownNames, refreshNames } from './checking.ts';
import { type Disk, openDisk } from './disk.ts';
import { documentMethods } from './document-methods.ts';
import { createFlow, putDraft, removeFlow, saveFlow } from './drafts.ts';
import { goBack, savedVersion } from './go-back.ts';
import { publishFlow, restoreLive, testReleaseOf, withdrawFlow } from './publishing.ts';
import { pathKey, releaseOf, routeLive } from './releases.ts';
import { BY_WORKSPACE, emptyShelf, type FlowEntry, flowOf, type Log, newEntry, type Parts } from './shelf.ts';
import { syncAll } from './sync.ts';
import { exportFlow, importFlow } from './transfer.ts';
import { detailOf, summaryOf } from './views.ts';
import type { ReleaseContent, Workspace } from './workspace.ts';

/** The time between two looks at the folder where nobody says otherwise, milliseconds. */
const LOOK_MS = 1000;

/**
 * A workspace over a folder and a store. A file that changes on disk becomes a saved version and is published by hand;
 * only a first start publishes by itself, every flow without problems.
 */
export function createWorkspace(deps: {
  folder: string;
  environment: string;
  catalogue: Catalogue;
  store: Pick<Store, 'write' | 'query'>;
  compile: (content: ReleaseContent, hash: string) => CompiledRelease;
  log: Log;
  /** What is wrong with a cron pattern, in words; undefined where nothing is. */
  cronFault?: (pattern: string) => string | undefined;
  /** How often the folder is looked at, milliseconds. */
  lookMs?: number;
}): Workspace {
  const { folder, lookMs = LOOK_MS, ...rest } = deps;
  let disk: Promise<Disk> | undefined;
  const parts: Parts = {
    ...rest,
    shelf: emptyShelf(),
    disk: () => {
      disk ??= openDisk(folder);
      return disk;
    },
  };
  const { shelf } = parts;
  const turn = oneAtATime();
  const shown = async (entry: Promise<FlowEntry>) => detailOf(await entry, parts);
  return {
    load: () => turn(() => load(parts)),
    watch: () => watchFolder(() => turn(() => lookAgain(parts)), { lookMs, log: parts.log }),

    list: () =>
      [...shelf.flows.values()].map((entry) => summaryOf(entry, parts)).sort((a, b) => (a.slug < b.slug ? -1 : 1)),
    get: (slug) => detailOf(flowOf(shelf, slug), parts),
    version: (slug, version) => savedVersion(slug, version, parts),
    versions: (slug) => versionsOf(slug, parts),
    create: (flow, by) => turn(() => shown(createFlow(flow, by, parts))),
    putDraft: (slug, bundle, at) => turn(() => shown(putDraft(slug, bundle, { ...at, parts }))),
    save: (slug, at) => turn(() => shown(saveFlow(slug, { ...at, parts }))),
    publish: (slug, at) => turn(() => shown(publishFlow(slug, { ...at, parts }))),
    goBack: (slug, version, by) => turn(() => shown(goBack(slug, version, { by, parts }))),
    withdraw: (slug, by) => turn(() => shown(withdrawFlow(slug, by, parts))),
    remove: (slug, by) => turn(() => removeFlow(slug, by, parts)),
    export: (slug) => turn(() => exportFlow(slug, parts)),
    import: (file, at) => turn(() => importFlow(file, { ...at, parts })),
    check: (bundle, slug) => checkBundle(bundle, slug, parts),
    known: () => knownNames(parts),
    ...documentMethods(parts, turn),

    liveAt: (path) => shelf.served.get(path) ?? shelf.served.get(pathKey(path)),
    liveOf: (slug) => (slug === ACCOUNT_FLOW ? shelf.account : shelf.flows.get(slug))?.live?.compiled,
    account: () => accountCheck(parts),
    accountUsers: () => accountUsers(parts),
    applyAccount: (settings, at) => turn(() => applyAccount(settings, { ...at, parts })),
    scheduled: () =>
      [...shelf.flows.values()].flatMap(({ live }) =>
        live?.compiled?.schedule ? [{ release: live.compiled, since: live.at }] : [],
      ),
    release: (hash) => releaseOf(hash, parts),
    testRelease: (slug) => turn(() => testReleaseOf(slug, parts)),
  };
}

interface StoredFlow {
  slug: string;
  draft: FlowBundle | null;
  rev: number;
  updatedAt: number;
  changed: { by: string; at: number } | null;
  saved: FlowEntry['saved'] | null;
  live: { version: number; release: string; by: string; at: number } | null;
}

async function load(parts: Parts): ReturnType<Workspace['load']> {
  const { shelf, store, environment } = parts;
  await refreshNames(parts);
  shelf.lastGood = new Map(Object.entries((await store.query('document.lastGood', {})) as Record<string, string>));
  const rows = (await store.query('workspace.flows', { environment })) as unknown as StoredFlow[];
  for (const { slug, rev, updatedAt, live, ...row } of rows) {
    const kept = { draft: row.draft ?? undefined, saved: row.saved ?? undefined, changed: row.changed ?? undefined };
    const entry = { ...newEntry(slug), rev, updatedAt, ...kept };
    shelf.flows.set(slug, entry);
    if (live) await restoreLive(entry, live, parts);
  }
  routeLive(parts);
  await syncAll(parts);
  await loadAccount(parts);
  const isFirst = !(await store.query('workspace.everPublished', { environment }));
  const published = isFirst ? await publishClean(parts) : [];
  return { published, problems: troubles(parts) };
}

/** Publishes every flow without problems; one that others call goes before them. */
async function publishClean(parts: Parts): Promise<string[]> {
  const published: string[] = [];
  const failed = new Set<string>();
  for (let before = -1; before < published.length; ) {
    before = published.length;
    for (const entry of parts.shelf.flows.values()) {
      if (entry.live || entry.fileError || failed.has(entry.slug)) continue;
      if (errorsOf(checkedFlow(entry, parts).problems).length > 0) continue;
      try {
        await publishFlow(entry.slug, { rev: entry.rev, by: BY_WORKSPACE, parts });
        published.push(entry.slug);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        // One flow that the checks let through and the compiler does not must not keep the others from being served.
        failed.add(entry.slug);
        parts.log.warn({ err: error, flow: entry.slug }, 'A flow could not be published');
      }
    }
  }
  return published;
}

/** Flows with errors, and files that cannot be read. */
function troubles(parts: Parts): { slug: string; problems: Problem[] }[] {
  const flows = [...parts.shelf.flows.values()].map((entry) => ({
    slug: entry.slug,
    problems: entry.fileError ? [entry.fileError] : errorsOf(checkedFlow(entry, parts).problems),
  }));
  const files = [...parts.shelf.fileErrors].map(([file, { problem }]) => ({ slug: file, problems: [problem] }));
  return [...flows, ...files].filter(({ problems }) => problems.length > 0);
}

async function lookAgain(parts: Parts): Promise<void> {
  await refreshNames(parts);
  await syncAll(parts);
}

/** Looks again a while after the last look ended; a look that fails is noted and the next one comes all the same. */
function watchFolder(look: () => Promise<void>, { lookMs, log }: { lookMs: number; log: Log }): () => void {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const wait = () => {
    if (!stopped) timer = setTimeout(() => void again(), lookMs).unref();
  };
  const again = async () => {
    await look().catch((error: unknown) => {
      if (!stopped) log.warn({ err: error }, 'The workspace folder cannot be looked at');
    });
    wait();
  };
  wait();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

/** Runs work in the order it came, one after the other, whatever becomes of the one before. */
function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}

async function versionsOf(slug: string, parts: Parts): Promise<Json> {
  const { live } = flowOf(parts.shelf, slug);
  const rows = (await parts.store.query('flow.versions', { flow: slug })) as { version: number }[];
  return rows.map((row) => ({ ...row, live: row.version === live?.version }));
}
