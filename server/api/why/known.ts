// What the explanation of a run is made from: the run as its page shows it, the drawing that it walked, and the pure tools.
import type { Port } from '../../../flows/language/catalogue.ts';
import type { FlowDocument, FlowNode, JsonObject } from '../../../flows/language/document.ts';
import type { ListRules } from '../../../flows/language/list-rules-read.ts';
import type { Tools } from '../../../nodes/tools.ts';
import type { RunView } from '../run-view.ts';
import type { StepViewType } from '../schemas-runs.ts';

/** A run to be explained. */
export interface KnownRun extends Pick<RunView, 'lead' | 'trigger' | 'steps' | 'answer' | 'held' | 'queued'> {
  id: string;
  /** Short name of its flow, and the version that it walked. */
  flow: string;
  version: number;
  /** Milliseconds since 1970. */
  acceptedAt: number;
  /** As they were copied when it was accepted. */
  vars: JsonObject;
  state: string;
  outcome: string | null;
  reason: string | null;
  test: boolean;
  /** The run that called this one, or null. */
  parent: string | null;
  document: FlowDocument;
  /** Connection -> what an admin calls it. */
  names: Readonly<Record<string, string>>;
  /** The number that the status of its lead put on the account's DNC list; undefined where none did. */
  listedByStatus?: string | undefined;
  /** Node id -> its ports, in order. */
  ports: Readonly<Record<string, readonly Port[]>>;
}

/** What is asked beside the run. */
export interface Asked {
  parse: Tools['parse'];
  phone: Tools['phone'];
  /** What a validation list held in a version; undefined where that is not kept. */
  listAt: (list: string, version: number) => Promise<ListHeld | undefined>;
}

/** A version of a validation list: how many values it had, the first of them, and its rules. */
export interface ListHeld {
  count: number;
  some: readonly string[];
  rules: ListRules;
}

/** One step with its node. */
export interface At {
  run: KnownRun;
  step: StepViewType;
  node: FlowNode;
}

/** What the sentence of a decision does: it judged, it acted, it told the caller, it ended the run, or it only passed. */
export type Role = 'judged' | 'acted' | 'told' | 'ended' | 'noted';

/** A decision in words: a clause that can follow *so*, and a whole sentence. */
export interface Said {
  role: Role;
  /** Without capital and full stop; '' where the summary leaves it out. */
  clause: string;
  sentence: string;
}

/** The steps of a run whose nodes its drawing has. */
export function placesOf(run: KnownRun): At[] {
  return run.steps.flatMap((step) => {
    const node = run.document.nodes[step.node];
    return node ? [{ run, step, node }] : [];
  });
}

/** The values of the steps before one, as expressions see them. */
export function valuesBefore(run: KnownRun, step: StepViewType): JsonObject {
  const before = run.steps.slice(0, run.steps.indexOf(step));
  return Object.fromEntries(before.flatMap(({ node, port, out }) => (port === null ? [] : [[node, out]])));
}
