// Checks the arguments of a built-in: quickly where they are plainly right, by JSONata's own rules where they are not.
import type { Budget } from './budget.ts';
import type { Native } from './natives.ts';
import { Regex } from './regex.ts';
import type { Value } from './value.ts';

/** An argument: a value, or a regular expression where a pattern stands. */
export type Argument = Value | Regex;

/** The parameters of a built-in, read from a signature such as `<s-nn?:s>`. */
export interface Signature {
  readonly native: Native['signature'];
  readonly parameters: readonly Parameter[];
  /** How many arguments must be there before none is taken from the context. */
  readonly required: number;
  /** False for signatures that the quick check does not read. */
  readonly quick: boolean;
}
interface Parameter {
  /** The symbols it takes: s text, n number, b boolean, o object, a list, f function, x anything. */
  readonly symbols: string;
  /** What the items of a list must be. */
  readonly items: string | undefined;
}

/** Reads the signature of a built-in once. */
export function readSignature(native: Native): Signature {
  const [text = ''] = native.signature.definition.slice(1, -1).split(':');
  const parameters: Parameter[] = [];
  let required = 0;
  for (const [, choice, one, subtype, marks = ''] of text.matchAll(/(?:\(([a-z]+)\)|([a-z]))(?:<([^>]*)>)?([-?+]*)/g)) {
    parameters.push({ symbols: choice ?? one ?? '', items: one === 'a' ? subtype : undefined });
    if (!marks.includes('?')) required += 1;
  }
  return { native: native.signature, parameters, required, quick: !/[+j]/.test(text) };
}

/** The arguments as the built-in takes them. Fails, as JSONata does, with T0410, T0411 or T0412. */
export function checkArguments(
  signature: Signature,
  given: Argument[],
  context: Value,
  budget: Budget,
): readonly Argument[] {
  const { parameters } = signature;
  if (signature.quick && given.length >= signature.required && given.length <= parameters.length) {
    let fits = true;
    for (let at = 0; fits && at < given.length; at++) fits = accepts(parameters[at], given, at, budget);
    if (fits) return given;
  }
  for (const each of given) if (Array.isArray(each)) budget.scan(each.length);
  return signature.native.validate(given, context) as Argument[];
}

/** True where one text, or nothing in its place, is all that the built-in may be given: what `checkArguments` leaves as it is. */
export function takesOneText({ quick, required, parameters }: Signature): boolean {
  const [first] = parameters;
  return quick && required <= 1 && first !== undefined && (first.symbols === 'x' || first.symbols.includes('s'));
}

/** Whether the argument fits plainly; one item where a list is wanted becomes a list. */
function accepts(parameter: Parameter | undefined, given: Argument[], at: number, budget: Budget): boolean {
  if (!parameter) return false;
  const value = given[at];
  const { symbols, items } = parameter;
  if (value === undefined) return symbols !== 'f';
  if (symbols === 'x') return true;
  const symbol = symbolOf(value);
  if (symbols !== 'a') return symbols.includes(symbol);
  if (Array.isArray(value)) {
    if (items === undefined) return true;
    budget.scan(value.length);
    return value.every((item) => symbolOf(item) === items);
  }
  if (items !== undefined && symbol !== items) return false;
  if (value instanceof Regex) return false;
  given[at] = [value];
  return true;
}

/** JSONata's letter for the type of a value. */
function symbolOf(value: Argument): string {
  if (typeof value === 'string') return 's';
  if (typeof value === 'number') return 'n';
  if (typeof value === 'boolean') return 'b';
  if (value === undefined) return 'm';
  if (value === null) return 'l';
  if (Array.isArray(value)) return 'a';
  return value instanceof Regex ? 'f' : 'o';
}
