// Checks that the number which a flow uses is the one that its DNC check has looked at.
import { parseExpression } from '../expression/parse.ts';
import type { KnownNames, MappedNumber, Problem } from './catalogue.ts';
import type { FlowBundle } from './document.ts';
import { type Drawing, type Finding, listed, nameOf, problemFrom, specOf } from './drawing.ts';
import { reachableFrom } from './graph.ts';
import { isBlank, pathText } from './json.ts';
import { isNumberName } from './number-names.ts';
import { expressionSlots, refSlots } from './slots.ts';

/** A number that a step uses: where it says so, what of the lead it is made of, and what else may come in its place. */
interface Used {
  field: string;
  from: readonly string[];
  instead: MappedNumber['instead'];
}

interface At {
  drawing: Drawing;
  files: FlowBundle['files'];
  known: KnownNames;
}

/** A warning for each step behind a DNC check that sends or keeps another number than the check looked at. */
export function checkSameNumber(drawing: Drawing, { files }: FlowBundle, known: KnownNames): Problem[] {
  const at = { drawing, files, known };
  const ids = Object.keys(drawing.document.nodes);
  const guards = ids.flatMap((id) => {
    const looked = usedBy(at, id, 'x-as-sent');
    return looked.length === 0 ? [] : [{ id, looked, before: reachableFrom(drawing.graph, id) }];
  });
  if (guards.length === 0) return [];
  return ids
    .flatMap((id): Finding[] => {
      const before = guards.filter((guard) => guard.id !== id && guard.before.has(id));
      if (before.length === 0) return [];
      const looked = before.flatMap((each) => each.looked);
      const guard = listed(before.map((each) => nameOf(drawing, each.id)));
      const used = [...usedBy(at, id, 'x-number'), ...sentBy(at, id)];
      return used.flatMap((each) => findingOf(each, { id, name: nameOf(drawing, id), guard, looked }));
    })
    .map(problemFrom);
}

function findingOf(
  { field, from, instead }: Used,
  { id, name, guard, looked }: { id: string; name: string; guard: string; looked: readonly Used[] },
): Finding[] {
  const known = looked.map((each) => keyOf(each.from));
  const others = known.includes(keyOf(from)) ? [] : from.filter((path) => !known.includes(path));
  const remedy = 'Let the DNC check look at the same field, or use the field that it looks at.';
  const problem = { code: 'GUARD_BYPASSED', severity: 'warning' as const, node: id, field, remedy };
  if (others.length > 0) {
    const says = `${name} uses ${listed(others)}, and ${guard} has looked at another number: one that is on the DNC list may pass.`;
    return [{ ...problem, says }];
  }
  if (instead === undefined || looked.some((each) => each.instead === instead)) return [];
  const says = `${name} uses what a mapping makes of the number: ${instead} there is a number that ${guard} has never looked at.`;
  return [{ ...problem, says, remedy: 'Take that out of the mapping, or use the number of the lead itself.' }];
}

/** What an expression in a field with this mark is made of. */
function usedBy(at: At, id: string, mark: 'x-as-sent' | 'x-number'): Used[] {
  const node = at.drawing.document.nodes[id];
  const spec = node && specOf(at.drawing, node);
  if (!node || !spec) return [];
  return expressionSlots(spec.config, node.config, at.files).flatMap(({ path, text }) => {
    const [field = ''] = path;
    return spec.config.properties?.[field]?.[mark] === true ? usedIn(at, text, pathText(path)) : [];
  });
}

/** The numbers in the body of a request: those that its expression or its adaptor puts in. */
function sentBy(at: At, id: string): Used[] {
  const { drawing, files, known } = at;
  const node = drawing.document.nodes[id];
  const spec = node && specOf(drawing, node);
  if (!node || !spec || spec.effect !== 'remote') return [];
  if (!isBlank(node.config.body)) {
    const slots = expressionSlots(spec.config, node.config, files).filter(({ path }) => path[0] === 'body');
    return slots.flatMap(({ text }) => usedIn(at, text, 'body').filter(({ from }) => from.some(isNumberPath)));
  }
  const slot = refSlots(spec.config, node.config).find(({ ref }) => ref === 'connection');
  const endpoint = String(node.config.endpoint ?? '');
  const calls = slot && Object.hasOwn(known.connections, slot.value) ? known.connections[slot.value]?.calls : undefined;
  const call = calls && Object.hasOwn(calls, endpoint) ? calls[endpoint] : undefined;
  return call?.adaptor === undefined ? [] : mappedBy(at, call.adaptor, undefined, 'endpoint');
}

function usedIn(at: At, text: string, field: string): Used[] {
  const parsed = parseExpression(text);
  if (!parsed.ok) return [];
  const mapped = parsed.references.flatMap(([root, step = '', target]) => {
    const adaptor = root === 'steps' ? adaptorOf(at, step) : undefined;
    return adaptor === undefined ? [] : mappedBy(at, adaptor, target, field);
  });
  const from = parsed.references.filter((path) => path[0] === 'lead' && path.length > 1).map((path) => path.join('.'));
  const own = from.filter((path) => field !== 'body' || isNumberPath(path));
  return own.length === 0 ? mapped : [{ field, from: own, instead: undefined }, ...mapped];
}

/** The numbers that an adaptor makes, or one of them. */
function mappedBy({ known }: At, adaptor: string, target: string | undefined, field: string): Used[] {
  const numbers = Object.hasOwn(known.adaptors, adaptor) ? (known.adaptors[adaptor]?.numbers ?? []) : [];
  return numbers
    .filter((each) => target === undefined || each.target === target || each.target.startsWith(`${target}.`))
    .map(({ reads, instead }) => ({ field, from: reads.map((path) => path.join('.')), instead }));
}

function adaptorOf({ drawing }: At, step: string): string | undefined {
  const node = Object.hasOwn(drawing.document.nodes, step) ? drawing.document.nodes[step] : undefined;
  const spec = node && specOf(drawing, node);
  if (!node || spec?.category !== 'transform') return undefined;
  return refSlots(spec.config, node.config).find(({ ref }) => ref === 'adaptor')?.value;
}

function isNumberPath(path: string): boolean {
  return isNumberName(path.slice(path.lastIndexOf('.') + 1));
}

function keyOf(from: readonly string[]): string {
  return [...new Set(from)].toSorted().join(' ');
}
