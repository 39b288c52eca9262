// Checks of the flows that a flow calls: that they are published, and that no call comes round to the flow itself.
import { usesAccountCheck } from './account-check-flow.ts';
import type { KnownNames, Problem } from './catalogue.ts';
import { type Drawing, type Finding, nameOf, problemFrom, specOf } from './drawing.ts';
import { pathText } from './json.ts';
import { refSlots } from './slots.ts';

/** A place that names a flow. `node` is undefined for the flow that follows a failed run. */
interface FlowUse {
  flow: string;
  node: string | undefined;
  field: string;
  /** Who names it, at the beginning of a sentence. */
  who: string;
}

/** Every flow that is named and cannot be called, in document order, the one that follows a failed run last. */
export function checkCalls(drawing: Drawing, known: KnownNames, slug: string | undefined): Problem[] {
  return [
    ...usesOf(drawing).flatMap((use) => checkUse(use, known, slug)),
    ...checkAccountCheck(drawing, known, slug),
  ].map(problemFrom);
}

/** Steps that the account's duplicate check decides for: it may be off, and must not call this flow. */
function checkAccountCheck(drawing: Drawing, { accountCheck }: KnownNames, slug: string | undefined): Finding[] {
  const { nodes } = drawing.document;
  const steps = Object.entries(nodes).filter(([, placed]) => usesAccountCheck({ nodes: { step: placed } }));
  return steps.flatMap(([node]): Finding[] => {
    const at = { node, field: 'accountCheck' };
    const who = nameOf(drawing, node);
    if (!accountCheck) {
      const says = `${who} uses the account’s duplicate check, which is off: every lead is created.`;
      const remedy = 'Set it up under Settings, Duplicate check; this flow takes it over from there.';
      return [{ code: 'ACCOUNT_CHECK_OFF', severity: 'warning', ...at, says, remedy }];
    }
    if (slug === undefined || !accountCheck.includes(slug)) return [];
    const says = `${who} uses the account’s duplicate check, which calls this flow: a lead would go round in a circle.`;
    return [
      { code: 'FLOW_CALLS_ITSELF', ...at, says, remedy: 'Switch it off here, or let the check ask another flow.' },
    ];
  });
}

function usesOf(drawing: Drawing): FlowUse[] {
  const { nodes, onError } = drawing.document;
  const uses = Object.entries(nodes).flatMap(([node, placed]): FlowUse[] => {
    const slots = refSlots(specOf(drawing, placed)?.config ?? {}, placed.config);
    return slots
      .filter(({ ref }) => ref === 'flow')
      .map(({ value, path }) => ({ flow: value, node, field: pathText(path), who: nameOf(drawing, node) }));
  });
  const then = { node: undefined, field: 'onError', who: 'The setting for runs that end in error' };
  return onError === undefined || onError === '' ? uses : [...uses, { flow: onError, ...then }];
}

function checkUse({ flow, node, field, who }: FlowUse, known: KnownNames, slug: string | undefined): Finding[] {
  const at = { ...(node === undefined ? {} : { node }), field };
  const called = Object.hasOwn(known.flows, flow) ? known.flows[flow] : undefined;
  const shown = `“${flow.slice(0, 80)}”`;
  if (slug !== undefined && (flow === slug || called?.includes(slug))) {
    const round = flow === slug ? 'which is this flow itself' : 'which calls this flow again';
    const says = `${who} names the flow ${shown}, ${round}: a lead would go round in a circle.`;
    return [{ code: 'FLOW_CALLS_ITSELF', ...at, says, remedy: 'Choose another flow.' }];
  }
  if (called) return [];
  const says = `${who} names the flow ${shown}, which is not published.`;
  return [{ code: 'FLOW_UNKNOWN', ...at, says, remedy: 'Choose another flow, or publish that one first.' }];
}
