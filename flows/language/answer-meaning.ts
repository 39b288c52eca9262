// What an answer was found to mean, and what is wrong with a reading that should find it.
import type { AnswerOutcome } from './answer-reading.ts';
import type { Json, JsonObject } from './document.ts';
import type { CameAnswer, ParsedAnswer } from './parsed-answer.ts';

/** What an answer means, and which rule said so. */
export interface AnswerMeaning {
  outcome: AnswerOutcome | 'unrecognised';
  /** True where the receiver took the lead and has something to say against it. */
  warning: boolean;
  /** What it says against it. */
  warnings: string[];
  /** What is odd about how the answer was read: another type than declared, a price that is no number. */
  notices: string[];
  reasons: string[];
  price: number | null;
  /** '' where there is none. */
  reference: string;
  captures: JsonObject;
  /** The rule in words, such as `code 6009 at code (row 2 of the codes)`; why none did where none did. */
  decidedBy: string;
  status: number;
}

/** What is wrong with a reading, at a dotted place such as `rules.1.value`. Such a row never matches. */
export interface ReadingFault {
  field: string;
  says: string;
}

/** An answer while it is read. `notices` is added to. */
export interface Reading {
  answer: CameAnswer;
  parsed: ParsedAnswer;
  notices: string[];
}

/** What a row decided. */
export interface Decided {
  outcome: AnswerOutcome;
  warning: boolean;
  reasons: string[];
  /** In words. */
  rule: string;
}

/** What compiling a reading gathers: what is wrong, where it looks, and what must be asked of the body when it is parsed. */
export interface Gathered {
  faults: ReadingFault[];
  looked: { words: string; find: (reading: Reading) => Json[] }[];
  select: Set<string>;
  search: Set<string>;
}
