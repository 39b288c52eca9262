// Checks of expressions: that they can be read, and that the steps they read have a value when they do.
import { parseExpression } from '../expression/parse.ts';
import type { KnownNames, Problem } from './catalogue.ts';
import type { FlowBundle, FlowNode } from './document.ts';
import { type Drawing, type Finding, nameOf, problemFrom, specOf } from './drawing.ts';
import { fileNames } from './flow-files.ts';
import { isAlwaysBefore, reachableFrom } from './graph.ts';
import { pathText } from './json.ts';
import { type ExpressionSlot, expressionSlots, refSlots } from './slots.ts';

/** What an expression sees; a name beside these yields nothing. */
const ROOTS: readonly string[] = ['lead', 'trigger', 'steps', 'flow', 'run', 'vars'];

/** Every problem of the expressions, in document order, and of the files that hold them. */
export function checkExpressions(drawing: Drawing, { files }: FlowBundle, known: KnownNames): Problem[] {
  const nodes = Object.entries(drawing.document.nodes);
  const findings = nodes.flatMap(([id, node]) => {
    const spec = specOf(drawing, node);
    if (!spec) return [];
    const at: Reader = { drawing, id, later: reachableFrom(drawing.graph, id) };
    return [
      ...missingFiles(at, node, files),
      ...expressionSlots(spec.config, node.config, files)
        .filter(({ file }) => file === undefined || Object.hasOwn(files, file))
        .flatMap((slot) => checkSlot(at, slot)),
      ...refSlots(spec.config, node.config).flatMap(({ ref, path, value }) => {
        const adaptor = ref === 'adaptor' && Object.hasOwn(known.adaptors, value) ? known.adaptors[value] : undefined;
        const how = { field: pathText(path), subject: `The adaptor “${value}”` };
        return adaptor ? checkReads(at, adaptor.reads, how) : [];
      }),
    ];
  });
  return [...findings, ...unusedFiles(nodes, files)].map(problemFrom);
}

interface Reader {
  drawing: Drawing;
  id: string;
  /** Ids that come after the node, and its own. */
  later: ReadonlySet<string>;
}

function checkSlot(at: Reader, { path, text, file }: ExpressionSlot): Finding[] {
  const field = pathText(path);
  const place = `${field}${file === undefined ? '' : ` (${file})`}`;
  const name = nameOf(at.drawing, at.id);
  const parsed = parseExpression(text);
  if (!parsed.ok) {
    const code = 'EXPRESSION_UNREADABLE';
    const says = `${name}: the expression in ${place} cannot be read at ${lineAndColumn(text, parsed.position)}: ${parsed.says}`;
    return [{ code, node: at.id, field, at: parsed.position, says, remedy: 'Correct the expression.' }];
  }
  const findings = checkReads(at, parsed.references, { field, subject: `The expression in ${place}` });
  if (!at.drawing.triggers.includes(at.id) || parsed.total) return findings;
  const why = parsed.whyNot ? ` ${parsed.whyNot}` : '';
  return [
    ...findings,
    {
      code: 'TRIGGER_EXPRESSION_NOT_TOTAL',
      node: at.id,
      field,
      says: `${name}: the expression in ${place} is too general for a trigger, which must decide at once.${why}`,
      remedy: 'Use paths, operators and simple functions only; do the rest in a later step.',
    },
  ];
}

/** Reads of steps that have no value, each step once. */
function checkReads(
  at: Reader,
  references: readonly (readonly string[])[],
  { field, subject }: { field: string; subject: string },
): Finding[] {
  const steps = new Set(references.flatMap(([root, step]) => (root === 'steps' && step !== undefined ? [step] : [])));
  const vars = new Set(references.flatMap(([root, name]) => (root === 'vars' && name !== undefined ? [name] : [])));
  const where = `${subject} of ${nameOf(at.drawing, at.id)}`;
  const unknownVars = [...vars].filter((name) => !Object.hasOwn(at.drawing.document.vars ?? {}, name));
  const unknownRoots = new Set(
    references.flatMap(([root]) => (root === undefined || ROOTS.includes(root) ? [] : [root])),
  );
  const warn = (says: string, remedy: string): Finding => {
    return { code: 'VALUE_UNKNOWN', severity: 'warning', node: at.id, field, says: `${where} ${says}`, remedy };
  };
  return [
    ...[...steps].flatMap((step) => checkRead(at, step, { field, where })),
    ...unknownVars.map((name) =>
      warn(
        `reads vars.${name.slice(0, 80)}, which the flow does not have.`,
        'Add it to the values of the flow, or correct the name.',
      ),
    ),
    ...[...unknownRoots].map((name) =>
      warn(
        `reads “${name.slice(0, 80)}”, and there is no such thing.`,
        `Begin with one of ${ROOTS.join(', ')}; a field of the lead is lead.${name.slice(0, 80)}.`,
      ),
    ),
  ];
}

function checkRead(at: Reader, step: string, { field, where }: { field: string; where: string }): Finding[] {
  const { drawing, id, later } = at;
  const name = nameOf(drawing, step);
  const base = { node: id, field };
  if (!Object.hasOwn(drawing.document.nodes, step)) {
    const says = `${where} reads steps.${step.slice(0, 80)}, but there is no such step.`;
    return [{ ...base, code: 'READS_UNKNOWN_STEP', says, remedy: 'Correct the name; ids are shown on the cards.' }];
  }
  if (later.has(step)) {
    const says = step === id ? `${where} reads its own step.` : `${where} reads ${name}, which comes later.`;
    return [{ ...base, code: 'READS_LATER_STEP', says, remedy: 'Read an earlier step, or move this one behind it.' }];
  }
  // Without one trigger and an order, or for a step that never runs, other problems come first.
  if (drawing.dominators.size === 0 || !drawing.reached.has(id)) return [];
  if (isAlwaysBefore(drawing.dominators, id, step)) return [];
  return [
    {
      ...base,
      code: 'READS_SKIPPED_STEP',
      says: `${where} reads ${name}, but a lead can get here without passing it.`,
      remedy: `Lead every way here through ${name}, or read a step that every way passes.`,
    },
  ];
}

function missingFiles({ drawing, id }: Reader, node: FlowNode, files: Readonly<Record<string, string>>): Finding[] {
  return [...new Set(fileNames(node.config))]
    .filter((file) => !Object.hasOwn(files, file))
    .map((file) => ({
      code: 'FILE_MISSING',
      node: id,
      says: `${nameOf(drawing, id)} takes an expression from the file ${file.slice(0, 80)}, which is not in the flow’s folder.`,
      remedy: 'Add the file, or write the expression in the field.',
    }));
}

function unusedFiles(nodes: [string, FlowNode][], files: Readonly<Record<string, string>>): Finding[] {
  const used = new Set(nodes.flatMap(([, node]) => fileNames(node.config)));
  return Object.keys(files)
    .filter((file) => !used.has(file))
    .map((file) => ({
      code: 'FILE_UNUSED',
      severity: 'warning',
      says: `No step uses the file ${file}.`,
      remedy: 'Delete the file, or name it in a step.',
    }));
}

function lineAndColumn(text: string, position: number): string {
  const before = text.slice(0, position).split('\n');
  const column = (before.at(-1)?.length ?? 0) + 1;
  return text.includes('\n') ? `line ${before.length}, character ${column}` : `character ${column}`;
}
