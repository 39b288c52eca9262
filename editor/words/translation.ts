// The language of the page: chosen once as it loads, with its words where it is not English.
import { read, write } from '../theme/theme.ts';
import { LANGUAGES } from './languages.ts';

/** The words of a language by room and name. What it leaves out is said in English. */
export type Rooms = Partial<Record<string, Partial<Record<string, string>>>>;

/** A language that the editor can speak beside English. */
export interface Language {
  /** Its own name for itself: "Deutsch". */
  title: string;
  read: () => Promise<Rooms>;
}

const KEY = 'leadflow-language';

/** The first language of `wanted` that there is: `de-AT` is served by `de`. English else. */
export function languageFor(wanted: readonly string[], languages: Record<string, Language>): string {
  for (const tag of wanted) {
    const short = tag.split('-')[0] ?? tag;
    const found = [tag, short].find((each) => each === 'en' || Object.hasOwn(languages, each));
    if (found !== undefined) return found;
  }
  return 'en';
}

/** The words of a language; English where they cannot be read. */
export async function translationOf(
  language: string,
  languages: Record<string, Language>,
): Promise<{ language: string; rooms: Rooms }> {
  const read = languages[language]?.read;
  if (!read) return { language: 'en', rooms: {} };
  return await read().then(
    (rooms) => ({ language, rooms }),
    () => ({ language: 'en', rooms: {} }),
  );
}

/** The language chosen in Settings; undefined where the browser's holds. */
export function chosenLanguage(): string | undefined {
  return read(KEY) ?? undefined;
}

/** Chooses a language; `undefined` follows the browser. Holds from the next load on. */
export function chooseLanguage(language: string | undefined): void {
  write(KEY, language);
}

function wantedLanguages(): readonly string[] {
  const chosen = chosenLanguage();
  return [...(chosen === undefined ? [] : [chosen]), ...navigator.languages];
}

/** The language of this page and its words; another choice holds from the next load on. */
export const TRANSLATION = await translationOf(languageFor(wantedLanguages(), LANGUAGES), LANGUAGES);
