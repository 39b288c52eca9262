// Runs one node as the walk does: config already evaluated, real pure tools, effect tools given as plain functions.
import type { Json, JsonObject } from '../../flows/language/document.ts';
import type { FailureCode } from '../../flows/language/failures.ts';
import type { NodeDefinition, Result, View } from '../../nodes/contract.ts';
import type { ToolName, Tools } from '../../nodes/tools.ts';
import { readBody } from '../../server/reading/read-body.ts';
import { readPhone } from '../../server/tools/read-phone.ts';

/** What a node is run with. `config` holds values where a flow holds expressions. */
export interface Given {
  config: object;
  lead?: JsonObject;
  view?: Partial<View>;
  /** The effect tools of this run; each is what it would answer. */
  tools?: Partial<Tools>;
}

/** One declared case: what is given, and where it must come out. */
export interface NodeCase extends Given {
  name: string;
  /** The port it leaves by; '' for a node without ports. */
  port?: string;
  /** Or the failure it ends with. */
  fails?: FailureCode;
  /** What the value must hold, at least. */
  value?: Json;
  /** What the reason, or the failure's message, must say. */
  says?: string;
}

/** The cases of one node type. A kind that cannot happen says why. */
export interface NodeCases {
  /** A config as a flow holds it, expressions as text. */
  declared: JsonObject;
  happy: NodeCase[];
  rejected: NodeCase[] | `not applicable: ${string}`;
  failure: NodeCase[] | `not applicable: ${string}`;
}

export const LEAD: JsonObject = {
  first_name: 'Ann',
  last_name: 'Lee',
  phone_number: '(310) 555-0123',
  email: 'ann@example.com',
};

/** A view of a run whose lead is `lead`. */
export function viewOf(lead: JsonObject = LEAD, more: Partial<View> = {}): View {
  return {
    lead,
    trigger: {
      source: 'spring-ads',
      path: 'acme/leads',
      method: 'POST',
      receivedAt: '2026-03-01T10:00:00.000Z',
      region: 'US',
    },
    steps: {},
    flow: { slug: 'duplicate-lead-check', name: 'Duplicate lead check', version: 3, zone: 'UTC' },
    run: {
      id: '0195c0de-0000-7000-8000-000000000001',
      test: false,
      callbacks: {},
      acceptedAt: '2026-03-01T10:00:00.000Z',
    },
    vars: {},
    ...more,
  };
}

/** Runs the node. `used` names the tools it called; asking for one that it does not need is an error. */
export async function runNode(
  definition: NodeDefinition,
  { config, lead, view, tools = {} }: Given,
): Promise<{ result: Result; used: Set<ToolName> }> {
  const used = new Set<ToolName>();
  const all: Partial<Tools> = { parse: readBody, phone: readPhone, ...tools };
  const guarded = new Proxy(all, {
    get(target, name) {
      const tool = definition.needs.find((need) => need === name);
      if (!tool) throw new Error(`${definition.type} reached for ${String(name)}, which it does not say it needs`);
      const found = target[tool];
      if (!found) throw new Error(`this case gives no ${tool}`);
      used.add(tool);
      return found;
    },
  });
  const result = await definition.run(config, viewOf(lead, view), guarded as Tools);
  return { result, used };
}
