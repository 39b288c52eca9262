// How an answer of a receiver is read, as an endpoint's document says it.

/** What an answer means. */
export type AnswerOutcome = 'accepted' | 'rejected' | 'error';

/** How an answer is read: what type it is of, what it means, and what is taken out of it. */
export interface AnswerReading {
  /** What the body is read as: what it is declared as (default), one type whatever is declared, or what it looks like. */
  as?: 'declared' | 'json' | 'xml' | 'text' | 'html' | 'sniffed';
  /** Paths that are always lists, so that one element reads like several. */
  lists?: string[];
  /** `leadconduit`: the search term, reason and price of LeadConduit's parser, in `leadconduit`. */
  preset?: 'leadconduit';
  leadconduit?: LeadConduitReading;
  /** First: by HTTP status, e.g. `401`, `4xx`, `500-599`. */
  statuses?: { status: string; outcome: AnswerOutcome; reason?: string }[];
  /** Then: by the code at a path. */
  codes?: { path: string; table: { code: string; outcome: AnswerOutcome; reason?: string; warning?: boolean }[] };
  /** Then: the first rule that matches. */
  rules?: AnswerRule[];
  /** Paths of reasons: all that is found there. */
  reason?: string[];
  price?: string;
  reference?: string;
  /** Paths of warnings: an accepted lead with something missing. */
  warnings?: string[];
  captures?: AnswerCapture[];
}

/** Where to look in an answer: a path in one of four languages, or the body as it came where there is none. */
export interface AnswerPlace {
  path?: string;
  /** `dot` where absent. */
  language?: 'dot' | 'jsonata' | 'xpath' | 'css';
}

/** One rule of an answer. */
export interface AnswerRule extends AnswerPlace {
  /** `matches`: `value` is a regular expression (RE2). `equals` where absent. */
  comparison?:
    | 'equals'
    | 'not-equals'
    | 'contains'
    | 'starts-with'
    | 'ends-with'
    | 'one-of'
    | 'exists'
    | 'is-blank'
    | 'matches';
  value?: string;
  outcome: AnswerOutcome;
  warning?: boolean;
  /** Where the reason stands, or the words themselves. */
  reasonPath?: string;
  reason?: string;
}

/** A value to take out, under a name. With `pattern` (RE2): its first group, or all of it. */
export interface AnswerCapture extends AnswerPlace {
  name: string;
  pattern?: string;
}

/** The settings of LeadConduit's response parser. */
export interface LeadConduitReading {
  searchTerm?: string;
  searchPath?: string;
  /** `success` where absent. */
  onMatch?: 'success' | 'failure' | 'error';
  reasonPath?: string;
  defaultReason?: string;
  pricePath?: string;
  fallbackPrice?: string;
  referencePath?: string;
  cookieSearchTerm?: string;
}
