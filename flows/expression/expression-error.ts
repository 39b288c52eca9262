// What an expression can fail with: JSONata's code, the place, and a message in our own words.

/** JSONata's code -> what is wrong, in an admin's words. Codes: docs.jsonata.org; `EXPRESSION_` codes are ours. */
const SAYS: Readonly<Record<string, string>> = {
  S0101: 'A text has no closing quote.',
  S0102: 'A number is too large.',
  S0103: 'A backslash in a text is followed by a letter that means nothing.',
  S0104: 'A \\u in a text must be followed by four hexadecimal digits.',
  S0105: 'A quoted name has no closing backtick.',
  S0106: 'A comment has no closing */.',
  S0201: 'Something is out of place here.',
  S0202: 'Something else was expected here.',
  S0203: 'The expression ends too early.',
  S0204: 'This operator is not known.',
  S0205: 'This word is out of place.',
  S0206: 'This kind of expression is not known.',
  S0207: 'The expression ends too early.',
  S0208: 'A parameter of a function must start with $.',
  S0209: 'A condition in [ ] cannot follow a grouping in { }.',
  S0210: 'A step of a path takes only one grouping in { }.',
  S0211: 'This sign needs a value before it.',
  S0212: 'The left side of := must be a name that starts with $.',
  S0213: 'A number, true, false or null cannot be a step of a path.',
  S0214: 'A name that starts with $ must follow @ and #.',
  S0215: 'A binding with @ must come before the conditions in [ ].',
  S0216: 'A binding with @ must come before the order in ^( ).',
  S0217: 'There is nothing that % could go up to.',
  S0301: 'A regular expression is empty.',
  S0302: 'A regular expression has no closing slash.',
  S0401: 'The signature of a function is wrong.',
  S0402: 'The signature of a function is too complicated.',
  T0410: 'A function was given a value of the wrong type.',
  T0411: 'A function was called on a value of the wrong type.',
  T0412: 'A function was given a list with items of the wrong type.',
  D1001: 'A number is too large, or no number at all (such as 1/0).',
  D1002: 'Only a number can be made negative.',
  T1003: 'The name of a field must be a text.',
  D1004: 'The regular expression matches the empty text, so it would match for ever.',
  T1005: 'This is not a function. Names of functions start with $.',
  T1006: 'There is no such function.',
  T1007: 'This is not a function. Names of functions start with $.',
  T1008: 'There is no such function.',
  D1009: 'Two fields of an object have the same name.',
  T1010: 'A function that was given as a pattern does not answer as a pattern must.',
  D1011: 'The expression calls itself too deeply.',
  D1012: 'The expression took too long.',
  D1013: 'Names that start with _jsonata_ are reserved.',
  T2001: 'The left side of the sum is not a number.',
  T2002: 'The right side of the sum is not a number.',
  T2003: 'The start of a range must be a whole number.',
  T2004: 'The end of a range must be a whole number.',
  T2006: 'What follows ~> must be a function.',
  T2007: 'Texts and numbers cannot be put in one order.',
  T2008: 'Only texts and numbers can be put in order.',
  T2009: 'A text and a number cannot be compared by size.',
  T2010: 'Only texts and numbers can be compared by size.',
  T2011: 'A change must be an object.',
  T2012: 'What is to be deleted must be a text or a list of texts.',
  T2013: 'The function $clone was replaced by something else.',
  D2014: 'A range is too long.',
  D2015: 'A list is too long.',
  D3001: 'A number that is infinite, or none at all, cannot be made a text.',
  D3010: 'The text to look for must not be empty.',
  D3011: 'How often to replace must not be negative.',
  D3012: 'What to put in must be a text.',
  D3020: 'How many parts to make must not be negative.',
  D3030: 'This cannot be read as a number.',
  D3040: 'How many matches to find must not be negative.',
  D3060: 'There is no square root of a negative number.',
  D3061: 'The power is too large for a number.',
  D3070: 'Without a rule, only a list of texts or a list of numbers can be sorted.',
  D3100: 'The base must be from 2 to 36.',
  D3110: 'This is not a date as ISO 8601 writes it (2026-01-31T09:30:00Z).',
  D3120: 'The expression given to $eval is wrong.',
  D3121: 'The expression given to $eval failed.',
  D3130: 'Numbers cannot be written that way.',
  D3132: 'The pattern of a date has a part that is not known.',
  D3133: 'Only months and days have names.',
  D3135: 'The pattern of a date has no closing ].',
  D3136: 'The pattern of a date lacks parts that are needed to read it.',
  D3138: 'More than one item matched.',
  D3139: 'No item matched.',
  D3140: 'The text cannot be encoded for, or decoded from, an address.',
  EXPRESSION_EMPTY: 'The expression is empty.',
  EXPRESSION_TOO_LARGE: 'The expression is too large. Split it over two steps.',
  EXPRESSION_EVAL: '$eval is not allowed: data must never become an expression. Write the expression out.',
  EXPRESSION_REGEX: 'The regular expression cannot be used.',
  EXPRESSION_UNKNOWN_NAME: 'Nothing has this name.',
  EXPRESSION_LIMIT: 'The expression took too long, or made too much.',
  EXPRESSION_FAILED: 'The expression failed.',
};

/** An expression that cannot be read, or failed. `position` counts characters from 0 and may be unknown. */
export class ExpressionError extends Error {
  readonly code: string;
  readonly position: number | undefined;

  constructor(code: string, more: { position?: number | undefined; message?: string | undefined } = {}) {
    super(more.message ?? saysOf(code));
    this.name = 'ExpressionError';
    this.code = code;
    this.position = more.position;
  }
}

/** What a code means, in an admin's words. */
export function saysOf(code: string): string {
  return (
    SAYS[code] ?? (/^D3[01]/.test(code) ? 'A function cannot work with what it was given.' : 'The expression failed.')
  );
}

/** What JSONata, or a function of it, threw, as an ExpressionError. `position` is used where it names none. */
export function expressionError(thrown: unknown, position?: number): ExpressionError {
  if (thrown instanceof ExpressionError) {
    if (thrown.position !== undefined || position === undefined) return thrown;
    return new ExpressionError(thrown.code, { position, message: thrown.message });
  }
  if (thrown instanceof RangeError) {
    const made = /string length|array length/i.test(thrown.message) || /call stack/i.test(thrown.message);
    return new ExpressionError(made ? 'EXPRESSION_LIMIT' : 'EXPRESSION_FAILED', { position });
  }
  const { code, message, position: at, value } = fieldsOf(thrown);
  if (typeof code !== 'string') return new ExpressionError('EXPRESSION_FAILED', { position });
  // $error and $assert speak in the admin's own words.
  const own = code === 'D3137' || code === 'D3141';
  return new ExpressionError(code, {
    position: typeof at === 'number' ? at : position,
    message:
      own && typeof message === 'string' ? message : `${saysOf(code)}${/^D(101|201)/.test(code) ? '' : shown(value)}`,
  });
}

interface Thrown {
  code?: unknown;
  message?: unknown;
  position?: unknown;
  value?: unknown;
}

function fieldsOf(thrown: unknown): Thrown {
  return typeof thrown === 'object' && thrown !== null ? thrown : {};
}

/** A short look at the value that was wrong; long ones, and whole objects, are left out. */
function shown(value: unknown): string {
  if (typeof value === 'string')
    return value.length <= 60 ? ` It is "${value}".` : ` It starts "${value.slice(0, 60)}".`;
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return ` It is ${value}.`;
  if (Array.isArray(value)) return ' It is a list.';
  return typeof value === 'object' ? ' It is an object.' : '';
}
