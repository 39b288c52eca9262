// Built-ins on text. Each charges for what it reads and makes before it does so.
import type { Budget } from './budget.ts';
import { ExpressionError } from './expression-error.ts';
import { MATCH_FUNCTIONS, seek, type TextWork } from './functions-match.ts';
import { NATIVES } from './natives.ts';
import { Regex } from './regex.ts';
import type { Argument } from './signature.ts';
import { isNumeric, type Run, type Value } from './value.ts';

/** A built-in: its arguments are already checked. */
export type Builtin = (run: Run, ...given: readonly Argument[]) => Value;

/** Built-ins on text, by name. `undefined` in, `undefined` out, unless noted. */
export const TEXT_FUNCTIONS: Readonly<Record<string, Builtin>> = {
  string: (run, value, pretty) => (value instanceof Regex ? '' : textOf(value, run.budget, pretty === true)),
  lowercase: onText((text, run) => made(run, text.length) && text.toLowerCase()),
  uppercase: onText((text, run) => made(run, text.length) && text.toUpperCase()),
  length: onText((text, run) => scanned(run, text.length) && lengthOf(text)),
  trim: onText(trim),
  substring: onText(substring),
  substringBefore: onText((text, run, mark) => cut(text, run, mark, 'before')),
  substringAfter: onText((text, run, mark) => cut(text, run, mark, 'after')),
  pad: onText(pad),
  contains: onText(MATCH_FUNCTIONS.contains),
  match: onText(MATCH_FUNCTIONS.match),
  replace: onText(MATCH_FUNCTIONS.replace),
  split: onText(MATCH_FUNCTIONS.split),
  join: (run, list, separator) => (Array.isArray(list) ? join(run, list, separator) : undefined),
  base64encode: onText((text, run) => made(run, text.length * 1.4) && btoa(latin1(text))),
  base64decode: onText((text, run) => made(run, text.length) && decodeBase64(text)),
  encodeUrlComponent: borrowed('encodeUrlComponent', 9),
  encodeUrl: borrowed('encodeUrl', 9),
  decodeUrlComponent: borrowed('decodeUrlComponent', 1),
  decodeUrl: borrowed('decodeUrl', 1),
};

/** A value as text, as `&` and `$string` make it. Fails with D3001 on a number that is none. */
export function textOf(value: Value, budget: Budget, pretty = false): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new ExpressionError('D3001');
    return String(rounded(value));
  }
  if (typeof value !== 'object' || value === null) return String(value);
  const whole = Array.isArray(value) && value.outerWrapper ? value[0] : value;
  measure(whole, budget, pretty);
  return JSON.stringify(whole, (_key, item: Value) => (isNumeric(item) ? rounded(item) : item), pretty ? 2 : 0);
}

/** JSONata writes numbers with 15 digits, so that 0.1 + 0.2 is 0.3. */
function rounded(value: number): number {
  if (Object.is(value, -0)) return 0;
  return Number.isInteger(value) ? value : Number(value.toPrecision(15));
}

/** Charges for a value that is about to be written: shared parts count each time, as they are written each time. */
export function measure(value: Value, budget: Budget, pretty = false, depth = 0): void {
  budget.step();
  if (typeof value === 'string') budget.text(value.length + 2);
  if (typeof value !== 'object' || value === null) return;
  const around = pretty ? 4 + 2 * depth : 2;
  if (Array.isArray(value)) {
    for (const item of value) {
      budget.text(around);
      measure(item, budget, pretty, depth + 1);
    }
    return;
  }
  for (const key of Object.keys(value)) {
    budget.text(key.length + 2 + around);
    measure(value[key], budget, pretty, depth + 1);
  }
}

function onText(work: TextWork): Builtin {
  return (run, text, ...more) => (typeof text === 'string' ? work(text, run, ...more) : undefined);
}

/** Charges for a text that is about to be made. */
function made(run: Run, length: number): true {
  run.budget.text(length);
  return scanned(run, length);
}

function scanned(run: Run, length: number): true {
  run.budget.scan(length);
  return true;
}

/** JSONata's own function, charged for a result of up to `growth` times the argument. */
function borrowed(name: string, growth: number): Builtin {
  return onText((text, run) => {
    made(run, text.length * growth);
    return NATIVES.get(name)?.implementation(text) as Value;
  });
}

/** Characters, not UTF-16 units. */
function lengthOf(text: string): number {
  if (!SURROGATE.test(text)) return text.length;
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
const SURROGATE = /[\ud800-\udfff]/;

const BLANK = /[ \t\n\r]/;

function trim(text: string, run: Run): string {
  made(run, text.length);
  if (!BLANK.test(text)) return text;
  const single = text.replace(/[ \t\n\r]+/g, ' ');
  const from = single.startsWith(' ') ? 1 : 0;
  return single.slice(from, single.length > from && single.endsWith(' ') ? -1 : undefined);
}

function substring(text: string, run: Run, start: Argument, length: Argument): Value {
  scanned(run, text.length);
  const pair = SURROGATE.test(text) && made(run, text.length);
  const parts = pair ? [...text] : text;
  const first = Number(start);
  const from = parts.length + first < 0 ? 0 : first;
  if (length !== undefined && Number(length) <= 0) return '';
  const to = length === undefined ? undefined : (from >= 0 ? from : parts.length + from) + Number(length);
  const piece = parts.slice(from, to);
  return typeof piece === 'string' ? piece : piece.join('');
}

function cut(text: string, run: Run, mark: Argument, side: 'before' | 'after'): string {
  const wanted = String(mark);
  const at = seek(text, wanted, run);
  if (at < 0) return text;
  return side === 'before' ? text.slice(0, at) : text.slice(at + wanted.length);
}

function pad(text: string, run: Run, width: Argument, filling: Argument): Value {
  const wanted = Math.trunc(Number(width));
  const missing = Math.abs(wanted) - lengthOf(text);
  if (!(missing > 0)) return text;
  const unit = typeof filling === 'string' && filling.length > 0 ? filling : ' ';
  const length = lengthOf(unit);
  made(run, text.length + missing * (unit.length / length));
  const whole = unit.repeat(Math.floor(missing / length));
  const rest = [...unit].slice(0, missing % length).join('');
  return wanted > 0 ? text + whole + rest : whole + rest + text;
}

function join(run: Run, list: readonly Value[], separator: Argument): string {
  const mark = typeof separator === 'string' ? separator : '';
  scanned(run, list.length);
  let length = 0;
  for (const part of list) length += String(part).length + mark.length;
  made(run, length);
  return list.join(mark);
}

/** Each character cut to one byte, as Node's `binary` encoding does. */
function latin1(text: string): string {
  return text.replace(/[^\0-\xff]/g, (char) => String.fromCharCode(char.charCodeAt(0) & 0xff));
}

/** Base64 as Node reads it, in the browser too: both alphabets, anything else skipped, an end at `=`. */
function decodeBase64(text: string): string {
  const [clean = ''] = text
    .replace(/-/g, '+')
    .replace(/_/g, '/')
    .replace(/[^A-Za-z0-9+/=]/g, '')
    .split('=');
  return atob(clean.length % 4 === 1 ? clean.slice(0, -1) : clean);
}
