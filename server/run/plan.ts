// Compiles a release once, at publish or at start: what the walk and the intake then use without looking anything up.
import { type Port, portsOf } from '../../flows/language/catalogue.ts';
import { CALLBACK_TYPE } from '../../flows/language/check-callbacks.ts';
import type { FlowNode, JsonObject } from '../../flows/language/document.ts';
import { Failure, type FieldError } from '../../flows/language/failures.ts';
import type { NodeDefinition } from '../../nodes/contract.ts';
import { registry } from '../../nodes/registry.ts';
import type { ReleaseContent } from '../workspace/workspace.ts';
import { callPolicy } from './call-policy.ts';
import type { CallPolicy } from './context.ts';
import { compileFields, type ResolveConfig, withDefaults } from './fields.ts';
import { type CompiledSchedule, compileSchedule } from './slots.ts';

/** A release, compiled: immutable, shared by all its runs. */
export interface CompiledRelease {
  hash: string;
  flow: string;
  name: string;
  version: number;
  /** The trigger's node id and config, defaults filled in. */
  trigger: { node: string; config: JsonObject };
  nodes: ReadonlyMap<string, CompiledNode>;
  vars: JsonObject;
  /** The IANA time zone that times of day are meant in. */
  zone: string;
  /** Flows that this one calls, pinned: slug -> hash of the release. */
  flows: Readonly<Record<string, string>>;
  /** The flow that a run which ends in error is handed to. */
  onError: string | undefined;
  /** Runs that are walked at a time; undefined where there is no limit. */
  concurrency: number | undefined;
  /** Ids of the nodes that wait for a callback: their addresses are made for each run. */
  callbackNodes: readonly string[];
  /** Its times, where a schedule triggers it. */
  schedule: CompiledSchedule | undefined;
  /** The trigger's idempotency key of a lead, or undefined where it has none. Fails with EXPRESSION_FAILED. */
  keyOf: (lead: JsonObject, trigger: JsonObject) => string | undefined;
  /** What is wrong with a lead by the trigger's field table; empty where nothing is. */
  invalid: (lead: JsonObject) => readonly FieldError[];
}

/** A node with everything that can be known before a run. */
export interface CompiledNode {
  id: string;
  title: string;
  definition: NodeDefinition;
  resolve: ResolveConfig;
  policy: CallPolicy;
  /** Flows that it may call, pinned: slug -> hash of the release. */
  flows: Readonly<Record<string, string>>;
  /** Port name -> the port, and the node that follows; `next` is undefined where the run ends. */
  exits: ReadonlyMap<string, { port: Port; next: string | undefined }>;
}

/** Makes the check of a trigger's field table: given by intake, which owns the validator. */
export type MakeLeadCheck = (fields: JsonObject['fields']) => (lead: JsonObject) => readonly FieldError[];

/** Compiles a release's content. Fails with CONFIG_INVALID, naming the node, where a document was not checked before. */
export function compileRelease(content: ReleaseContent, hash: string, makeLeadCheck: MakeLeadCheck): CompiledRelease {
  const { document } = content.bundle;
  const nodes = new Map<string, CompiledNode>();
  for (const [id, node] of Object.entries(document.nodes)) nodes.set(id, compileNode(id, node, content));
  const trigger = [...nodes.values()].find((node) => node.definition.effect === 'trigger');
  if (!trigger) throw new Failure('CONFIG_INVALID', { detail: `Flow ${content.flow} has no trigger.` });
  const config = withDefaults(trigger.definition.config, document.nodes[trigger.id]?.config ?? {});
  return {
    hash,
    flow: content.flow,
    name: content.name,
    version: content.version,
    trigger: { node: trigger.id, config },
    nodes,
    vars: document.vars ?? {},
    zone: document.zone ?? 'UTC',
    flows: content.flows ?? {},
    onError: document.onError,
    concurrency: document.concurrency,
    callbackNodes: Object.keys(document.nodes).filter((id) => document.nodes[id]?.type === CALLBACK_TYPE),
    schedule: compileSchedule(document, { node: trigger.id, config }, (field, text) =>
      compileFields(trigger.id, { [field]: text }, { definition: trigger.definition, content }),
    ),
    keyOf: compileKey(trigger, content),
    invalid: makeLeadCheck(config.fields ?? []),
  };
}

function compileNode(id: string, node: FlowNode, content: ReleaseContent): CompiledNode {
  const definition = registry[node.type];
  if (!definition) throw new Failure('CONFIG_INVALID', { detail: `Node ${id} has the unknown type ${node.type}.` });
  const config = withDefaults(definition.config, node.config);
  const exits = new Map<string, { port: Port; next: string | undefined }>();
  for (const port of portsOf(definition.ports, config)) {
    const edge = content.bundle.document.edges.find((each) => each.from === id && each.port === port.name);
    exits.set(port.name, { port, next: edge?.to });
  }
  return {
    id,
    title: node.title ?? definition.title,
    definition,
    // The trigger's expressions are about the lead before there is a run; they are compiled by compileKey.
    resolve: definition.effect === 'trigger' ? () => config : compileFields(id, config, { definition, content }),
    policy: callPolicy(node, config, content),
    flows: content.flows ?? {},
    exits,
  };
}

function compileKey(trigger: CompiledNode, content: ReleaseContent): CompiledRelease['keyOf'] {
  const text = content.bundle.document.nodes[trigger.id]?.config.idempotency;
  if (typeof text !== 'string' || text === '') return () => undefined;
  const resolve = compileFields(trigger.id, { idempotency: text }, { definition: trigger.definition, content });
  return (lead, facts) => {
    // Checked at publish: a trigger's expressions are in the total subset, so nothing here waits.
    const resolved = resolve(
      { lead, trigger: facts },
      { now: Date.now(), random: Math.random, seed: Math.random },
    ) as JsonObject;
    const key = resolved.idempotency;
    if (key === undefined || key === null || key === '') return undefined;
    return typeof key === 'object' ? JSON.stringify(key) : String(key);
  };
}
