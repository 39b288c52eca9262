// Named forms of a value, such as "digits only": each is a JSONata text around a path, and is known again by that text.
import { DATE_FORMATS, type DateFormat } from './date-formats.ts';

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

const AMOUNT = '/^[$]? ?-?[0-9][0-9,]*([.][0-9]+)?$/';

/** The forms that need no more than their name. All stay in the total subset of expressions. */
export const VALUE_FORMS: readonly ValueForm[] = [
  { id: AS_IT_IS, label: 'as it is', hint: 'the value of the path', text: (path) => path },
  { id: 'digits', label: 'digits only', hint: '(555) 010-2030 → 5550102030', text: DIGITS },
  {
    id: 'phone',
    label: 'phone, ten digits',
    hint: '+1 (555) 010-2030 → 5550102030',
    text: (path) => `$replace(${DIGITS(path)}, /^1([0-9]{10})$/, "$1")`,
  },
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
    id: 'number',
    label: 'number',
    hint: '$1,200.50 → 1200.5',
    text: (path) => `$contains($trim($string(${path})), ${AMOUNT}) ? $number($replace($string(${path}), /[$, ]/, ""))`,
  },
];

/** The form that reads a date as `from` and writes it as `to`. */
export function dateForm(from: DateFormat, to: DateFormat): ValueForm {
  return {
    id: `date ${from.id} ${to.id}`,
    label: `date ${from.label} to ${to.label}`,
    hint: `${from.example} → ${to.example}`,
    text: (path) => to.write?.(from.read?.(path) ?? path) ?? path,
  };
}

const DATE_FORMS = DATE_FORMATS.filter((from) => from.read).flatMap((from) =>
  DATE_FORMATS.filter((to) => to.write && to.id !== from.id).map((to) => dateForm(from, to)),
);
const ALL = [...VALUE_FORMS, ...DATE_FORMS];

/** The form of that id; undefined for one that we do not know. */
export function formNamed(id: string): ValueForm | undefined {
  return ALL.find((form) => form.id === id);
}

const PATH = /^[A-Za-z_][\w$]*(?:\.(?:[A-Za-z_$][\w$]*|`[^`]+`)|\[\d+\])*/;
const MARK = '\u0000';

/** Which path and form an expression is made of; undefined where somebody wrote it by hand in another way. */
export function formOf(text: string): { path: string; form: ValueForm } | undefined {
  const whole = text.trim();
  for (const form of ALL) {
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
