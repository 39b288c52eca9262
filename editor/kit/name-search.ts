// Finds things by what a person calls them: title, short name, what they do, or their name in another system. Pure.

/** Something that can be called by a name. */
export interface Named {
  title: string;
  /** Its short name, as it stands in files and addresses. */
  short?: string;
  aka: readonly string[];
  about?: string;
}

/** How well a thing fits, 0 for not at all; and the other system's name it was found by, where it was. */
export interface Fit {
  points: number;
  alias: string | undefined;
}

/** What a name in several words is worth that was typed as it is. */
const EXACT = 12;

/** The words of a query, plain. */
export function wordsIn(query: string): string[] {
  return plain(query).split(' ').filter(Boolean);
}

/** Every word must be found somewhere. `loose`: letters of a title with others between them count too, for the least. */
export function fitOf(named: Named, words: readonly string[], loose = false): Fit {
  const all = words.join(' ');
  const whole = named.aka.find((name) => closeness(name, all) > 0);
  let points = words.length > 1 && named.aka.some((name) => plain(name) === all) ? EXACT : 0;
  let alias: string | undefined;
  for (const word of words) {
    const title = closeness(named.title, word) * 4 + closeness(named.short ?? '', word) * 3;
    const called = named.aka.find((name) => closeness(name, word) > 0);
    const other = called === undefined ? 0 : closeness(called, word) * 2;
    const about = plain(named.about ?? '').includes(word) ? 1 : 0;
    const scattered = loose && title + other + about === 0 && hasLetters(named.title, word) ? 0.5 : 0;
    if (title + other + about + scattered === 0) return { points: 0, alias: undefined };
    if (title === 0 && called !== undefined) alias ??= whole ?? called;
    points += title + other + about + scattered;
  }
  return { points, alias };
}

/** 3: the text begins with it, 2: one of its words does, 1: it is somewhere inside. */
function closeness(text: string, word: string): number {
  const inside = plain(text);
  if (inside.startsWith(word)) return 3;
  if (inside.includes(` ${word}`)) return 2;
  return inside.includes(word) ? 1 : 0;
}

/** All letters of the word in their order, the first at the beginning of one of the text's words: "dlc" in "Duplicate lead check". */
function hasLetters(text: string, word: string): boolean {
  if (word.length < 3) return false;
  return plain(text)
    .split(' ')
    .some((_, at, all) => {
      let from = 0;
      const rest = all.slice(at).join(' ');
      return [...word].every((letter, index) => {
        const found = rest.indexOf(letter, from);
        from = found + 1;
        return index === 0 ? found === 0 : found >= 0;
      });
    });
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
