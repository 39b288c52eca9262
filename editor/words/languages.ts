// The languages beside English. A new one is a file of rooms beside this one, and a row here that loads it.
import type { Language } from './translation.ts';

/** By language tag. English is in the rooms' own tables and needs no row. */
export const LANGUAGES: Record<string, Language> = {};
