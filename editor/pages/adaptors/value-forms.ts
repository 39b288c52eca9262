// Named forms of a value, such as "digits only": each is a JSONata text around a path, and is known again by that text.

/** One form that a value can be given. */
export interface ValueForm {
  id: string;
  /** As it stands behind the arrow: `lead.phone_number → digits only`. */
  label: string;
  /** What it makes, by example. */
  hint: string;
  text: (path: string) => string;
}

/** The form that leaves a value as it is: the path alone. */
export const AS_IT_IS = 'as-it-is';

const DIGITS = (path: string): string => `$replace($string(${path}), /[^0-9]/, "")`;
const TRIMMED = (path: string): string => `$trim($string(${path}))`;
const WORD = (path: string): string => `$lowercase($trim($string(${path})))`;
const YES = '["true", "yes", "y", "1", "on"]';
const NO = '["false", "no", "n", "0", "off"]';
const AMOUNT = '/^[$]? ?-?[0-9][0-9,]*([.][0-9]+)?$/';

function yesNo(yes: string, no: string): (path: string) => string {
  return (path) => `${WORD(path)} in ${YES} ? ${yes} : ${WORD(path)} in ${NO} ? ${no}`;
}

/** An international number: a leading 0 gives way to the country code; for 1, ten digits get it in front. */
export function phoneForm(code: string): ValueForm {
  const national = code === '1' ? '/^([0-9]{10})$/' : '/^0([0-9]+)$/';
  return {
    id: `phone +${code}`,
    label: `international, +${code}`,
    hint: code === '1' ? '(555) 010-2030 → +15550102030' : `020 7946 0018 → +${code}2079460018`,
    text: (path) => `$replace($replace(${DIGITS(path)}, ${national}, "${code}$1"), /^([0-9]+)$/, "+$1")`,
  };
}

/** The forms that need no more than their name. All but "each word" stay in the total subset of expressions. */
export const VALUE_FORMS: readonly ValueForm[] = [
  { id: AS_IT_IS, label: 'as it is', hint: 'the value of the path', text: (path) => path },
  { id: 'digits', label: 'digits only', hint: '(555) 010-2030 → 5550102030', text: DIGITS },
  {
    id: 'phone',
    label: 'phone, ten digits',
    hint: '+1 (555) 010-2030 → 5550102030',
    text: (path) => `$replace(${DIGITS(path)}, /^1([0-9]{10})$/, "$1")`,
  },
  {
    id: 'last-ten',
    label: 'last ten digits',
    hint: '0044 20 7946 0018 → 2079460018',
    text: (path) => `$replace(${DIGITS(path)}, /^[0-9]*([0-9]{10})$/, "$1")`,
  },
  phoneForm('1'),
  { id: 'trim', label: 'trimmed', hint: 'without spaces around it', text: (path) => `$trim(${path})` },
  {
    id: 'lower',
    label: 'lower case',
    hint: 'Ann@Example.com → ann@example.com',
    text: (path) => `$lowercase(${path})`,
  },
  { id: 'upper', label: 'upper case', hint: 'ca → CA', text: (path) => `$uppercase(${path})` },
  {
    id: 'capital',
    label: 'first letter upper case',
    hint: 'ANN → Ann',
    text: (path) => `$uppercase($substring(${path}, 0, 1)) & $lowercase($substring(${path}, 1))`,
  },
  {
    id: 'title',
    label: 'each word upper case',
    hint: 'ANN LEE → Ann Lee; slower than the others',
    text: (path) =>
      `$join($map($split($lowercase(${path}), " "), function($word) { $uppercase($substring($word, 0, 1)) & $substring($word, 1) }), " ")`,
  },
  {
    id: 'first-word',
    label: 'first word',
    hint: 'Ann Marie Lee → Ann',
    text: (path) => `$substringBefore(${TRIMMED(path)}, " ")`,
  },
  {
    id: 'last-word',
    label: 'last word',
    hint: 'Ann Marie Lee → Lee',
    text: (path) => `$replace(${TRIMMED(path)}, /^.* /, "")`,
  },
  { id: 'first-letter', label: 'first letter', hint: 'Ann → A', text: (path) => `$substring(${TRIMMED(path)}, 0, 1)` },
  {
    id: 'number',
    label: 'number',
    hint: '$1,200.50 → 1200.5',
    text: (path) => `$contains($trim($string(${path})), ${AMOUNT}) ? $number($replace($string(${path}), /[$, ]/, ""))`,
  },
  { id: 'one-zero', label: '1 or 0', hint: 'yes → 1, off → 0', text: yesNo('1', '0') },
  { id: 'yes-no', label: 'Yes or No', hint: 'true → Yes, 0 → No', text: yesNo('"Yes"', '"No"') },
  { id: 'split', label: 'split at commas', hint: 'solar,roof → a list of two', text: (path) => `$split(${path}, ",")` },
  {
    id: 'join',
    label: 'joined by commas',
    hint: 'a list of two → solar, roof',
    text: (path) => `$exists(${path}) ? $join(${path}, ", ")`,
  },
];

/** The form of that id; undefined for one that we do not know. */
export function formNamed(id: string): ValueForm | undefined {
  const code = /^phone \+(\d{1,3})$/.exec(id)?.[1];
  return code === undefined ? VALUE_FORMS.find((form) => form.id === id) : phoneForm(code);
}

const PATH = /^[A-Za-z_][\w$]*(?:\.(?:[A-Za-z_$][\w$]*|`[^`]+`)|\[\d+\])*/;
const MARK = '\u0000';

/** Which path and form an expression is made of; undefined where somebody wrote it by hand in another way. */
export function formOf(text: string): { path: string; form: ValueForm } | undefined {
  const whole = text.trim();
  const code = /"([1-9]\d{0,2})\$1"/.exec(whole)?.[1];
  for (const form of code === undefined ? VALUE_FORMS : [phoneForm(code)]) {
    const [head = ''] = form.text(MARK).split(MARK);
    const path = whole.startsWith(head) ? PATH.exec(whole.slice(head.length))?.[0] : undefined;
    if (path !== undefined && form.text(path) === whole) return { path, form };
  }
  return undefined;
}

/** The expression that gives the path that form; the path alone for a form that we do not know. */
export function withForm(path: string, id: string): string {
  return formNamed(id)?.text(path) ?? path;
}
