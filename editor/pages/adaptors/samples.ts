// What an adaptor is tried on: what its node saw in a run, or a lead that was pasted. Pure.
import type { Json, JsonObject } from '../../../flows/language/document.ts';
import { isObject, isSame } from '../../../flows/language/json.ts';
import type { RunDetail } from '../../types.ts';

/** One thing to try the mapping on. */
export interface Sample {
  /** The run's id, with the node where one was asked for; or `pasted`. */
  id: string;
  label: string;
  /** lead, trigger, steps, flow, run, vars: what an expression sees. */
  view: JsonObject;
  /** What `$now()` says: milliseconds since 1970. */
  now: number;
  /** What to know of it, such as that the adaptor was changed since. */
  about?: string;
  /** What the run's own step made of it. */
  made?: JsonObject;
}

/** A run that can be a sample, before it is read. */
export interface SampleChoice {
  id: string;
  run: string;
  /** The node to look from; the first that uses the adaptor where it is not said. */
  node?: string;
  label: string;
  /** The flow it went through. */
  hint?: string;
}

/** The id of the sample that was pasted. */
export const PASTED = 'pasted';

/** What an expression of `node` saw in the run: the values of the steps before it, at the time of the last of them. */
export function sampleView(run: RunDetail, node: string): Pick<Sample, 'view' | 'now'> {
  const at = run.steps.findIndex((step) => step.node === node);
  const before = (at < 0 ? run.steps : run.steps.slice(0, at)).filter((step) => step.port !== null);
  const { document } = run.bundle;
  const steps = Object.fromEntries(before.map((step) => [step.node, step.out]));
  const view: JsonObject = {
    lead: run.lead,
    trigger: run.trigger,
    steps,
    flow: { slug: run.flow, name: document.name, version: run.version, zone: document.zone ?? 'UTC' },
    run: { id: run.id, test: run.test, acceptedAt: run.acceptedAt },
    vars: document.vars ?? {},
  };
  return { view, now: Date.parse(before.at(-1)?.at ?? run.acceptedAt) };
}

/** The nodes of a run that map by the adaptor, in the order in which they were passed, those not reached last. */
export function nodesWith(run: RunDetail, adaptor: string): string[] {
  const { nodes } = run.bundle.document;
  const users = Object.keys(nodes).filter((id) => nodes[id]?.config.adaptor === adaptor);
  const place = (id: string): number => {
    const at = run.steps.findIndex((step) => step.node === id);
    return at < 0 ? run.steps.length : at;
  };
  return users.sort((a, b) => place(a) - place(b));
}

/** The run as a sample for the adaptor; at `node`, or at the first node that maps by it. */
export function sampleOfRun(run: RunDetail, choice: SampleChoice, adaptor: string): Sample {
  const node = choice.node ?? nodesWith(run, adaptor)[0] ?? '';
  const step = run.steps.find((each) => each.node === node);
  const made = step?.failure === null && isObject(step.out) ? step.out : undefined;
  const about = step ? undefined : 'That run did not come as far as this adaptor: it shows what was known at its end.';
  return {
    id: choice.id,
    label: choice.label,
    ...sampleView(run, node),
    ...(about === undefined ? {} : { about }),
    ...(made === undefined ? {} : { made }),
  };
}

const ROOTS = ['lead', 'trigger', 'steps', 'flow', 'run', 'vars'];

/** A sample of pasted JSON: an object is the lead; one with `lead` and nothing but known names is the whole view. */
export function sampleOf(text: string, now: number = Date.now()): Sample | { says: string } {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { says: `This is not JSON: ${why}. Paste one object, such as {"phone_number": "5551234567"}.` };
  }
  if (!isObject(value)) return { says: 'Paste one object in braces, such as {"phone_number": "5551234567"}.' };
  const isView = isObject(value.lead) && Object.keys(value).every((key) => ROOTS.includes(key));
  const given = isView ? value : { lead: value };
  const empty = { lead: {}, trigger: {}, steps: {}, flow: {}, run: {}, vars: {} };
  return { id: PASTED, label: 'Pasted JSON', view: { ...empty, ...given }, now };
}

/** True where the run's step made the same object. */
export function isAsMade(sample: Sample, object: Json): boolean {
  return sample.made !== undefined && isSame(sample.made, object);
}
