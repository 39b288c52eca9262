// A path that completion offers, with what it holds in the sample.

/** A path alone, or with a few words on its value: `"(555) 010-2030"`. */
export type PathHint = string | { path: string; about: string };

/** What is wrong at a place of an expression; counts characters from 0. */
export interface TextMark {
  at: number;
  /** `T2001: The left side of the sum is not a number.` */
  says: string;
}
