// Flows as the API answers them: the workspace's own shapes with times as text, and its versions as a page.
import type { Json } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import type { RunRow } from '../store/admin-run-rows.ts';
import type { FlowDetail, FlowSummary } from '../workspace/workspace.ts';
import { iso } from './times.ts';

/** One flow. */
export function flowView(flow: FlowDetail) {
  const { live, changed } = flow;
  return {
    ...flow,
    changed: changed && { ...changed, at: iso(changed.at) },
    live: live && { ...live, at: iso(live.at) },
  };
}

/** A line of the flow list, with the newest run. */
export function flowLine(flow: FlowSummary, lastRun: RunRow | undefined) {
  return {
    ...flow,
    updatedAt: iso(flow.updatedAt),
    lastRun: lastRun
      ? { id: lastRun.id, acceptedAt: iso(lastRun.acceptedAt), state: lastRun.state, outcome: lastRun.outcome }
      : null,
  };
}

/** A saved version. */
export interface VersionView {
  version: number;
  identity: string;
  savedBy: string;
  savedAt: string;
  message: string;
  live: boolean;
}

/** The versions as the workspace gives them, newest first. */
export function versionViews(versions: Json): VersionView[] {
  const rows = versions as unknown as (Omit<VersionView, 'savedAt'> & { savedAt: number | string })[];
  return rows
    .map(({ version, identity, savedBy, savedAt, message, live }) => {
      const at = typeof savedAt === 'number' ? iso(savedAt) : savedAt;
      return { version, identity, savedBy, savedAt: at, message, live };
    })
    .sort((a, b) => b.version - a.version);
}

/** The revision or hash in If-Match. Fails with REQUEST_INVALID where there is none. */
export function ifMatch(header: string | undefined): string {
  const value = /^(?:W\/)?"?([^"]+)"?$/.exec(header?.trim() ?? '')?.[1];
  if (value === undefined) {
    throw new Failure('REQUEST_INVALID', {
      fields: [
        { field: 'If-Match', says: 'Name what the change was made on: the rev, version or hash that you read.' },
      ],
    });
  }
  return value;
}

/** The same as a revision number. */
export function revOf(header: string | undefined): number {
  const rev = Number(ifMatch(header));
  if (Number.isSafeInteger(rev)) return rev;
  throw new Failure('REQUEST_INVALID', {
    fields: [{ field: 'If-Match', says: 'It must be the rev or version that you read.' }],
  });
}
