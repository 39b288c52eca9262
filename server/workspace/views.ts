// Flows as the API shows them.
import { placeNodes } from '../../flows/language/layout.ts';
import { checkedFlow, errorsOf } from './checking.ts';
import { pathKey } from './releases.ts';
import { currentBundle, type FlowEntry, isChanged, type Parts } from './shelf.ts';
import type { FlowDetail, FlowState, FlowSummary } from './workspace.ts';

/** The flow as the editor opens it; nodes without a place are given one. */
export function detailOf(entry: FlowEntry, parts: Parts): FlowDetail {
  const bundle = currentBundle(entry);
  const { problems, ports } = checkedFlow(entry, parts);
  const { live } = entry;
  return {
    slug: entry.slug,
    bundle: { ...bundle, layout: placeNodes(bundle.document, bundle.layout) },
    rev: entry.rev,
    changed: entry.changed ?? null,
    savedVersion: entry.saved?.version ?? null,
    draftChanged: isChanged(entry),
    live: live ? { version: live.version, release: live.release, by: live.by, at: live.at } : null,
    problems,
    ports,
    fileError: entry.fileError ?? null,
    trigger: triggerOf(entry, parts),
  };
}

/** A line of the flow list. `problems` counts those that forbid publishing. */
export function summaryOf(entry: FlowEntry, parts: Parts): FlowSummary {
  return {
    slug: entry.slug,
    name: currentBundle(entry).document.name,
    state: stateOf(entry, parts),
    liveVersion: entry.live?.version ?? null,
    savedVersion: entry.saved?.version ?? null,
    draftChanged: isChanged(entry),
    problems: errorsOf(checkedFlow(entry, parts).problems).length,
    trigger: triggerOf(entry, parts),
    updatedAt: entry.updatedAt,
  };
}

/** A published flow is `changed` also where an adaptor or endpoint that it pins was changed since. */
function stateOf(entry: FlowEntry, parts: Parts): FlowState {
  if (entry.fileError) return 'file-error';
  const { problems, release } = checkedFlow(entry, parts);
  if (!entry.live) return errorsOf(problems).length > 0 ? 'problems' : 'draft';
  return isChanged(entry) || release !== entry.live.release ? 'changed' : 'live';
}

function triggerOf(entry: FlowEntry, { catalogue }: Parts): FlowDetail['trigger'] {
  for (const [node, { type, config }] of Object.entries(currentBundle(entry).document.nodes)) {
    const spec = Object.hasOwn(catalogue, type) ? catalogue[type] : undefined;
    if (spec?.effect === 'trigger') return { node, type, path: pathKey(config.path) };
  }
  return null;
}
