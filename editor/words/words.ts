// The one way to words on screen: a room's table of English, another language laid over it, counts and names put in.
import { TRANSLATION } from './translation.ts';

/** What is put into a text: `{name}`. A number is written as the language writes numbers. */
export type Vars = Record<string, string | number>;

/** Finds a text of one room and puts the variables in. */
export type Say<Key extends string> = (key: Key, vars?: Vars) => string;

/** The words of a room: `english` is what is said where the language chosen has no text of that name. */
export function wordsOf<Key extends string>(room: string, english: Record<Key, string>): Say<Key> {
  const { language, rooms } = TRANSLATION;
  return (key, vars = {}) => filled(rooms[room]?.[key] ?? english[key], vars, language);
}

/**
 * The text with its variables: `{name}`, and `{n, one:# run, other:# runs}` by the plural rules of the language. `=0:`
 * goes before the rules. A variable that was not given stays as it is written, so that a test sees it.
 */
export function filled(text: string, vars: Vars, language: string): string {
  return text.replace(/\{(\w+)(?:,([^{}]*))?\}/g, (whole, name: string, forms: string | undefined) => {
    const value = vars[name];
    if (value === undefined) return whole;
    const shown = typeof value === 'number' ? new Intl.NumberFormat(language).format(value) : value;
    return forms === undefined ? shown : formOf(forms, Number(value), language).replaceAll('#', shown);
  });
}

function formOf(forms: string, count: number, language: string): string {
  const parts = forms.split(/,\s*(?==?\w+:)/).map((part) => part.trim().split(/:(.*)/s));
  const named = (name: string): string | undefined => parts.find(([key]) => key === name)?.[1];
  return named(`=${count}`) ?? named(new Intl.PluralRules(language).select(count)) ?? named('other') ?? '';
}
