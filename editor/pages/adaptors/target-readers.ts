// Who reads a field that an adaptor makes: endpoints by their places, steps of flows by their expressions. Pure.
import type { FlowDocument, Json } from '../../../flows/language/document.ts';
import { isObject } from '../../../flows/language/json.ts';
import { endpointTargets } from './endpoint-targets.ts';
import type { UsedEndpoint } from './endpoint-uses.ts';

/** One place that reads a target that is gone. */
export interface Reader {
  target: string;
  /** In words: who reads it. */
  who: string;
  to: string;
}

/** A flow that uses the adaptor. */
export interface UsingFlow {
  slug: string;
  document: FlowDocument;
}

/** Targets that were there and are no more. */
export function goneTargets(before: readonly { target: string }[], now: readonly { target: string }[]): string[] {
  const kept = new Set(now.map(({ target }) => target));
  return before.map(({ target }) => target).filter((target) => !kept.has(target));
}

/** Who reads one of the targets, as far as documents say it by name. */
export function readersOfTargets(
  targets: readonly string[],
  { adaptor, endpoints, flows }: { adaptor: string; endpoints: readonly UsedEndpoint[]; flows: readonly UsingFlow[] },
): Reader[] {
  return targets.flatMap((target) => [
    ...endpoints
      .filter(({ document }) => endpointTargets(document).some((path) => isWithin(path, target)))
      .map(({ label, to }) => ({ target, who: `the endpoint ${label}`, to })),
    ...flows.flatMap(({ slug, document }) =>
      stepsReading(target, document, adaptor).map((id) => ({
        target,
        who: `the step ${id} of ${document.name}`,
        to: `/flows/${slug}?node=${encodeURIComponent(id)}`,
      })),
    ),
  ]);
}

/** True where the one is the other or a part of it. */
function isWithin(path: string, target: string): boolean {
  return path === target || path.startsWith(`${target}.`) || target.startsWith(`${path}.`);
}

function stepsReading(target: string, { nodes }: FlowDocument, adaptor: string): string[] {
  const makers = Object.keys(nodes).filter((id) => nodes[id]?.config.adaptor === adaptor);
  const patterns = makers.map((id) => {
    const parts = target.split('.').map((part) => `[.]\`?${escaped(part)}\`?`);
    return new RegExp(`\\bsteps[.]\`?${escaped(id)}\`?${parts.join('')}(?![\\w$])`);
  });
  return Object.entries(nodes).flatMap(([id, { config }]) =>
    textsIn(config).some((text) => patterns.some((pattern) => pattern.test(text))) ? [id] : [],
  );
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function textsIn(value: Json): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}
