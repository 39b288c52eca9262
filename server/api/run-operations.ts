// What is done to runs: retried, replayed as new, cancelled; one, or all that a filter means.
import type { FlowDocument, JsonObject } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import type { CompiledRelease } from '../run/plan.ts';
import type { AcceptedRecord } from '../run/records.ts';
import type { OldRun, Retry } from '../run/rerun.ts';
import { ask } from '../store/admin-ops.ts';
import type { RunDetailRow, RunFilter } from '../store/admin-run-rows.ts';
import type { ReleaseContent } from '../workspace/workspace.ts';
import type { ApiDeps } from './deps.ts';
import { acceptedOf } from './run-view.ts';

/** A finished run, read, with the release of its flow that serves now. */
export interface Finished extends OldRun {
  run: RunDetailRow['run'];
  accepted: AcceptedRecord;
  release: CompiledRelease;
}

/** Reads a run that may be retried. Fails with NOT_FOUND, RETRY_REFUSED. */
export async function finishedRun(id: string, { store, workspace }: ApiDeps): Promise<Finished> {
  const found = await ask(store, 'run.detail', { id });
  if (!found) throw new Failure('NOT_FOUND', { detail: `Run ${id}.` });
  const { run, records, content } = found;
  if (run.state !== 'finished')
    throw new Failure('RETRY_REFUSED', { detail: 'It has not ended yet. Decide about it, or cancel it, first.' });
  const release = workspace.liveOf(run.flow);
  if (!release) throw new Failure('RETRY_REFUSED', { detail: 'Its flow is not published now.' });
  const accepted = acceptedOf(records);
  if (!accepted) throw new Failure('RETRY_REFUSED', { detail: 'Its lead is no longer kept.' });
  const document = (content as unknown as ReleaseContent | null)?.bundle.document ?? emptyDocument(run.flow);
  return { run, records, document, accepted, release };
}

function emptyDocument(name: string): FlowDocument {
  return { leadflow: 1, name, nodes: {}, edges: [] };
}

/** Starts a new run from a finished one; resolves with its id once it is on disk. Fails with NOT_FOUND, RETRY_REFUSED, OVERLOADED. */
export async function retry(
  id: string,
  { from, by }: { from: string | null; by: string },
  deps: ApiDeps,
): Promise<string> {
  const old = await finishedRun(id, deps);
  const plan = deps.planRetry(old, old.release, from);
  return accept(old, { plan, from, by }, deps);
}

async function accept(
  { run, accepted, release }: Finished,
  { plan, from, by }: { plan: Retry; from: string | null; by: string },
  { engine, store }: ApiDeps,
): Promise<string> {
  const input = await ask(store, 'run.input', { id: run.id });
  const handle = engine.accept({
    release,
    lead: accepted.lead,
    trigger: accepted.trigger,
    test: accepted.test,
    phone: run.phone,
    inbox: input ? { type: input.type, body: Buffer.from(input.body, 'base64') } : undefined,
    claim: undefined,
    from: { run: run.id, node: from, by, kept: plan.records },
  });
  // Its id is new: the store refuses it only for what its kept steps had reserved.
  await handle.accepted.catch((error: unknown) => {
    throw error instanceof Failure && error.code === 'STILL_RUNNING' ? new Failure('RETRY_REFUSED', HELD) : error;
  });
  return handle.runId;
}

const HELD = {
  detail:
    'An equal lead, or another retry of this one, has meanwhile what it had reserved. Retry it once that has ended, or from the step that reserves.',
};

/** Sends the body of a run through the door of its flow again, as a new lead. Fails with NOT_FOUND, RETRY_REFUSED and what intake says. */
export async function replay(id: string, by: string, deps: ApiDeps): Promise<string> {
  const found = await ask(deps.store, 'run.detail', { id });
  if (!found) throw new Failure('NOT_FOUND', { detail: `Run ${id}.` });
  const { run, records } = found;
  const accepted = acceptedOf(records);
  const release = deps.workspace.liveOf(run.flow);
  if (!release) throw new Failure('RETRY_REFUSED', { detail: 'Its flow is not published now.' });
  if (!accepted) throw new Failure('RETRY_REFUSED', { detail: 'Its lead is no longer kept.' });
  const input = await ask(deps.store, 'run.input', { id });
  const body = input && { type: input.type, bytes: Buffer.from(input.body, 'base64') };
  const handle = deps.replay({
    release,
    body: body ?? undefined,
    lead: accepted.lead,
    trigger: accepted.trigger,
    test: accepted.test,
    from: { run: id, by },
  });
  await handle.accepted;
  return handle.runId;
}

/** What a bulk operation came to; at most 20 errors are named. */
export interface BulkReport {
  matched: number;
  done: number;
  failed: number;
  errors: { run: string; says: string }[];
}

const PAGE = 200;
/** Runs taken in one request at most: the rest is there for the next. */
const MOST = 10_000;
const AT_ONCE = 16;
const ERRORS_SHOWN = 20;
const FULL_PAUSE_MS = 200;

/** Does something to every run that a filter means, in the order of their acceptance, a few at a time. */
export async function inBulk(
  filter: RunFilter,
  work: ((run: string) => Promise<unknown>) | undefined,
  { store }: Pick<ApiDeps, 'store'>,
): Promise<BulkReport> {
  const ids: string[] = [];
  for (let after = ''; ids.length < MOST; after = ids.at(-1) ?? '') {
    const page = await ask(store, 'run.ids', { filter, after, limit: PAGE });
    ids.push(...page);
    if (page.length < PAGE) break;
  }
  if (!work) return { matched: ids.length, done: 0, failed: 0, errors: [] };
  return workOn(ids, work);
}

/** Does something to each of these runs, in their order, so many at a time. */
export async function workOn(
  ids: readonly string[],
  work: (run: string) => Promise<unknown>,
  atOnce = AT_ONCE,
): Promise<BulkReport> {
  const report: BulkReport = { matched: ids.length, done: 0, failed: 0, errors: [] };
  const queue = ids.values();
  const lane = async () => {
    for (const run of queue) await one(run, work, report);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return report;
}

async function one(run: string, work: (run: string) => Promise<unknown>, report: BulkReport): Promise<void> {
  for (;;) {
    try {
      await work(run);
      report.done += 1;
      return;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (error.code === 'OVERLOADED') {
        await new Promise((resolve) => setTimeout(resolve, FULL_PAUSE_MS));
        continue;
      }
      report.failed += 1;
      if (report.errors.length < ERRORS_SHOWN) report.errors.push({ run, says: error.message });
      return;
    }
  }
}

/** The lead of a replay, as the door of the flow takes it. */
export interface ReplayOrder {
  release: CompiledRelease;
  /** The body as it came; absent for a run that no request began. */
  body: { type: string; bytes: Buffer } | undefined;
  lead: JsonObject;
  trigger: AcceptedRecord['trigger'];
  test: boolean;
  from: { run: string; by: string };
}
