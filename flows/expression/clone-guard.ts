// Refuses nested defaults (`?:`, `??`) before JSONata's parser sees them: it copies the left side, so each level doubles.

/** How many characters all the copies together may come to. `((a ?: b) ?: c) ?: d` copies 1 + 3 + 7 parts. */
const MOST_COPIED = 100_000;
const OPERATOR_CHARS = '.[]{}(),@#;:?+-*/%|=<>^&!~';
const SPACE = ' \t\n\r\v';
const NUMBER = /(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[Ee][-+]?[0-9]+)?/y;
const PAIRS = ['..', ':=', '!=', '>=', '<=', '**', '~>', '?:', '??'];

/** A bracket that is open: what its content comes to so far, once copied. */
interface Level {
  done: number;
  /** The part since the last separator: what a default here would copy. */
  operand: number;
  lambda: boolean;
}

interface Scan {
  readonly text: string;
  at: number;
  /** True after something that can stand left of an operator. */
  operandBefore: boolean;
  /** True where JSONata reads a slash as the start of a regular expression. */
  regexNext: boolean;
  /** The word just read, to see `function (`. */
  word: string;
  levels: Level[];
  copied: number;
  copies: number;
}

/** How often, and how much, the parser would copy; undefined where it is too much, or cannot be told. */
export function copiesOf(text: string): { copies: number; copied: number } | undefined {
  const scan: Scan = {
    text,
    at: 0,
    operandBefore: false,
    regexNext: true,
    word: '',
    levels: [{ done: 0, operand: 0, lambda: false }],
    copied: 0,
    copies: 0,
  };
  while (scan.at < text.length) {
    const from = scan.at;
    if (!token(scan)) return undefined;
    top(scan).operand += scan.at - from;
    if (scan.copied > MOST_COPIED) return undefined;
  }
  return { copies: scan.copies, copied: scan.copied };
}

/** Reads one token. False where the text is one that we will not judge. */
function token(scan: Scan): boolean {
  const char = scan.text.charAt(scan.at);
  if (SPACE.includes(char)) {
    scan.at += 1;
    return true;
  }
  if (scan.text.startsWith('/*', scan.at)) {
    const end = scan.text.indexOf('*/', scan.at + 2);
    scan.at = end < 0 ? scan.text.length : end + 2;
    return true;
  }
  if (char === '/' && scan.regexNext) return operand(scan, regexEnd(scan.text, scan.at + 1));
  if (char === '"' || char === "'") return operand(scan, stringEnd(scan.text, scan.at));
  if (char === '`') return operand(scan, endAfter(scan.text, '`', scan.at + 1));
  if (OPERATOR_CHARS.includes(char)) return operator(scan);
  NUMBER.lastIndex = scan.at;
  if (NUMBER.test(scan.text)) return operand(scan, NUMBER.lastIndex);
  let end = scan.at;
  while (
    end < scan.text.length &&
    !SPACE.includes(scan.text.charAt(end)) &&
    !OPERATOR_CHARS.includes(scan.text.charAt(end))
  ) {
    end += 1;
  }
  word(scan, end);
  return true;
}

/** `and`, `or` and `in` are operators after a value, and names elsewhere. */
function word(scan: Scan, end: number): void {
  const read = scan.text.slice(scan.at, end);
  const before = scan.operandBefore;
  operand(scan, end);
  if (!before) scan.word = read;
  else if (read === 'and' || read === 'or' || read === 'in') infix(scan);
}

function operand(scan: Scan, end: number): boolean {
  scan.at = end;
  scan.word = '';
  scan.operandBefore = true;
  scan.regexNext = false;
  return true;
}

function infix(scan: Scan): void {
  scan.operandBefore = false;
  scan.regexNext = true;
  scan.word = '';
}

function operator(scan: Scan): boolean {
  const pair = scan.text.slice(scan.at, scan.at + 2);
  const sign = PAIRS.includes(pair) ? pair : scan.text.charAt(scan.at);
  const prefix = !scan.operandBefore;
  scan.at += sign.length;
  if (sign === '(' || sign === '[' || sign === '{') {
    const lambda = sign === '(' && (scan.word === 'function' || scan.word === '\u03bb');
    scan.levels.push({ done: 0, operand: 0, lambda });
    infix(scan);
    scan.regexNext = !prefix;
    return true;
  }
  if (sign === ')' || sign === ']' || sign === '}') return close(scan);
  if (prefix && (sign === '*' || sign === '**' || sign === '%')) return operand(scan, scan.at);
  const level = top(scan);
  if (sign === '?:' || sign === '??') {
    scan.copies += 1;
    scan.copied += level.operand;
    level.done += 2 * level.operand;
    level.operand = 0;
  } else if (sign === ',' || sign === ';' || sign === ':' || sign === '?' || sign === ':=') {
    level.done += level.operand;
    level.operand = 0;
  }
  infix(scan);
  scan.regexNext = !prefix || ',;:?'.includes(sign);
  return true;
}

function close(scan: Scan): boolean {
  const level = scan.levels.length > 1 ? scan.levels.pop() : undefined;
  if (level) top(scan).operand += level.done + level.operand;
  operand(scan, scan.at);
  if (!level?.lambda) return true;
  // A signature `<s-n:s>` is read by other rules; one that could hide text from us is not judged.
  const signature = /^[ \t\n\r\v]*<([^{]*)/.exec(scan.text.slice(scan.at));
  if (!signature) return true;
  if (/[/"'`]/.test(signature[1] ?? '')) return false;
  scan.at += signature[0].length;
  return true;
}

function top(scan: Scan): Level {
  return scan.levels[scan.levels.length - 1] ?? { done: 0, operand: 0, lambda: false };
}

function endAfter(text: string, what: string, from: number): number {
  const end = text.indexOf(what, from);
  return end < 0 ? text.length : end + what.length;
}

function stringEnd(text: string, from: number): number {
  const quote = text.charAt(from);
  let at = from + 1;
  while (at < text.length && text.charAt(at) !== quote) at += text.charAt(at) === '\\' ? 2 : 1;
  return at + 1;
}

/** Finds the closing slash as JSONata does: not escaped, and not within brackets. */
function regexEnd(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '/' && depth === 0) {
      let slashes = 0;
      while (text.charAt(at - slashes - 1) === '\\') slashes += 1;
      if (slashes % 2 === 0) {
        let end = at + 1;
        while (text.charAt(end) === 'i' || text.charAt(end) === 'm') end += 1;
        return end;
      }
    }
    if (text.charAt(at - 1) === '\\') continue;
    if (char === '(' || char === '[' || char === '{') depth += 1;
    if (char === ')' || char === ']' || char === '}') depth -= 1;
  }
  return text.length;
}
