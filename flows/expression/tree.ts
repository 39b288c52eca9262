// Reads the text of an expression into JSONata's tree, within limits, and refuses what no expression may hold.
import jsonata from 'jsonata';
import { copiesOf } from './clone-guard.ts';
import { ExpressionError, expressionError, saysOf } from './expression-error.ts';
import { NATIVES } from './natives.ts';
import { compileRegex } from './regex.ts';
import { childrenOf, type Node } from './syntax.ts';

/** How large an expression may be: characters, levels, nodes. */
const SIZE = { text: 20_000, depth: 100, nodes: 5_000 } as const;

/** JSONata's guardrails for the interpreter: milliseconds, nested evaluations, items of one sequence. */
export interface Guardrails {
  timeout: number;
  stack: number;
  sequence: number;
  RegexEngine: RegExpConstructor;
}

/** Parses and checks. `expression` evaluates the very tree that `root` shows. Fails with ExpressionError. */
export function readTree(text: string, guardrails?: Guardrails): { root: Node; expression: jsonata.Expression } {
  if (text.length > SIZE.text) {
    throw tooLarge(`It has ${text.length} characters; ${SIZE.text} are the limit.`);
  }
  if (text.trim() === '') throw new ExpressionError('EXPRESSION_EMPTY', { position: 0 });
  if (!copiesOf(text)) {
    throw tooLarge('Defaults (?: and ??) are nested within the left side of other defaults.');
  }
  const expression = parse(text, guardrails);
  // The library's type of a node leaves most fields out; ours is read from its parser.
  const root = expression.ast() as unknown as Node;
  const nodes = nodesOf(root);
  mendRegexes(nodes);
  checkNames(nodes, text);
  for (const { value, position } of nodes) {
    if (value instanceof RegExp)
      compileRegex(value, startOf(text, `/${value.source}/${value.flags.replace('g', '')}`, position));
  }
  return { root, expression };
}

function parse(text: string, guardrails: Guardrails | undefined): jsonata.Expression {
  try {
    return jsonata(text, guardrails ? { ...guardrails } : undefined);
  } catch (thrown) {
    if (thrown instanceof RangeError) throw tooLarge('It is nested too deeply.');
    if (thrown instanceof SyntaxError) throw badRegex(text, thrown);
    const { code, position = text.length } = expressionError(thrown);
    const { token } = thrown as { token?: unknown };
    throw new ExpressionError(code, {
      position: typeof token === 'string' ? startOf(text, token, position) : position,
      message: `${saysOf(code)}${tokenOf(thrown)}`,
    });
  }
}

/** JSONata says where a token ends; people look where it starts. */
function startOf(text: string, token: string, end: number | undefined): number {
  const start = (end ?? 0) - token.length;
  return start >= 0 && text.startsWith(token, start) ? start : (end ?? 0);
}

/** What the parser stumbled over, and what it wanted instead. */
function tokenOf(thrown: unknown): string {
  const { token, value } = thrown as { token?: unknown; value?: unknown };
  const wanted = typeof value === 'string' && value.length < 20 ? ` It wants "${value}"` : '';
  const met = typeof token === 'string' && token !== '(end)' && token.length < 60 ? ` It is "${token}".` : '';
  return wanted && met ? `${wanted}, not "${String(token)}".` : wanted ? `${wanted}.` : met;
}

function badRegex(text: string, thrown: SyntaxError): ExpressionError {
  const [, source = '', , why = ''] = /: \/([\s\S]*)\/([a-z]*): ([\s\S]*)$/.exec(thrown.message) ?? [];
  const position = Math.max(0, text.indexOf(`/${source}/`));
  return new ExpressionError('EXPRESSION_REGEX', {
    position,
    message: `The regular expression /${source}/ is wrong: ${why.toLowerCase() || 'it cannot be read'}. Correct it, or escape the sign with a backslash.`,
  });
}

/** All nodes, parents first. Fails with EXPRESSION_TOO_LARGE. */
function nodesOf(root: Node): Node[] {
  const found: Node[] = [];
  let level = [root];
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > SIZE.depth) throw tooLarge(`It is nested more than ${SIZE.depth} levels deep.`);
    found.push(...level);
    if (found.length > SIZE.nodes) throw tooLarge(`It has more than ${SIZE.nodes} parts.`);
    level = level.flatMap(childrenOf);
  }
  return found;
}

function tooLarge(why: string): ExpressionError {
  return new ExpressionError('EXPRESSION_TOO_LARGE', {
    position: 0,
    message: `${saysOf('EXPRESSION_TOO_LARGE')} ${why}`,
  });
}

/** The parser's copy for `?:` and `??` turns a regular expression into an empty object; the original is at the same place. */
function mendRegexes(nodes: readonly Node[]): void {
  const originals = new Map<number | undefined, unknown>();
  for (const node of nodes)
    if (node.type === 'regex' && node.value instanceof RegExp) originals.set(node.position, node.value);
  for (const node of nodes) {
    if (node.type === 'regex' && !(node.value instanceof RegExp)) node.value = originals.get(node.position);
  }
}

/** Refuses `$eval`, and names that can only be slips: nothing binds them and no built-in has them. */
function checkNames(nodes: readonly Node[], text: string): void {
  const bound = boundNames(nodes);
  for (const node of nodes) {
    const called = node.type === 'function' || node.type === 'partial' ? node.procedure : undefined;
    if (called?.type === 'path' && called.steps?.length === 1)
      refuseBareCall(called.steps[0], { bound, text, inPart: node.type === 'partial' });
    if (node.type !== 'variable' || typeof node.value !== 'string') continue;
    const name = node.value;
    const position = startOf(text, `$${name}`, node.position);
    if (name === 'eval' && !bound.has(name)) throw new ExpressionError('EXPRESSION_EVAL', { position });
    if (name === '' || name === '$' || bound.has(name) || NATIVES.has(name)) continue;
    throw unknownName(
      name,
      nodes.some((each) => each.procedure === node),
      position,
    );
  }
}

function refuseBareCall(
  step: Node | undefined,
  { bound, text, inPart }: { bound: ReadonlySet<unknown>; text: string; inPart: boolean },
): void {
  if (step?.type !== 'name' || typeof step.value !== 'string') return;
  const name = step.value;
  const hint = NATIVES.has(name) || bound.has(name) ? ` Did you mean $${name}?` : '';
  const [meant, unknown] = inPart ? (['T1007', 'T1008'] as const) : (['T1005', 'T1006'] as const);
  throw new ExpressionError(hint ? meant : unknown, {
    position: startOf(text, name, step.position),
    message: `There is no function "${name}": names of functions start with $.${hint}`,
  });
}

function unknownName(name: string, called: boolean, position: number): ExpressionError {
  const near = [...NATIVES.keys()].find((each) => each.toLowerCase() === name.toLowerCase());
  if (called) {
    const hint = near ? ` Did you mean $${near}?` : ' Check its spelling.';
    return new ExpressionError('T1006', { position, message: `There is no function $${name}.${hint}` });
  }
  return new ExpressionError('EXPRESSION_UNKNOWN_NAME', {
    position,
    message: `Nothing is bound to $${name}. Write the field without $ (${name}), or bind it first with := in the expression.`,
  });
}

function boundNames(nodes: readonly Node[]): Set<unknown> {
  const bound = new Set<unknown>();
  for (const node of nodes) {
    if (node.type === 'bind' && node.lhs && !Array.isArray(node.lhs)) bound.add(node.lhs.value);
    if (node.type === 'lambda') for (const parameter of node.arguments ?? []) bound.add(parameter.value);
    if (node.focus !== undefined) bound.add(node.focus);
    if (node.index !== undefined) bound.add(node.index);
    for (const stage of node.stages ?? []) if (stage.type === 'index') bound.add(stage.value);
  }
  return bound;
}
