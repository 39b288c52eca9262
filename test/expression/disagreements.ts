// Why a case of jsonata's own suite comes to something else here: every one, by its name.

/** Why a case differs. `mayAgree`: it depends on how fast the machine is, so that it agrees on some. */
export interface Explanation {
  why: string;
  mayAgree?: true;
}

const OUTSIDE: Explanation = {
  why: 'The suite gives it variables from outside, or reads one that is bound nowhere. Here a lead has none: an unbound name is refused when the expression is read, since it is a slip of the pen.',
};
const EVAL: Explanation = {
  why: 'A text that is evaluated could be the lead itself, so $eval is refused when the expression is read.',
};
const LONG: Explanation = {
  why: 'A list of more than 10,000 items is over the limit of one evaluation.',
};
const SLOW: Explanation = {
  why: 'It takes longer than the 100 ms of one evaluation where the machine is slow.',
  mayAgree: true,
};

/** Name of the case -> why. */
export const EXPLAINED: Readonly<Record<string, Explanation>> = {
  'array-constructor/case006': OUTSIDE,
  'comparison-operators/case026': OUTSIDE,
  'comparison-operators/case027': OUTSIDE,
  'comparison-operators/case028': OUTSIDE,
  'function-append/case005': OUTSIDE,
  'missing-paths/case005': OUTSIDE,
  'numeric-operators/case018': OUTSIDE,
  'range-operator/case019': OUTSIDE,
  'range-operator/case020': OUTSIDE,
  'variables/case000': OUTSIDE,
  'variables/case001': OUTSIDE,
  'variables/case002': OUTSIDE,
  'variables/case009': OUTSIDE,
  'flattening/large.0': LONG,
  'flattening/large.1': LONG,
  'range-operator/case021': LONG,
  'range-operator/case024': LONG,
  'function-eval/case000': EVAL,
  'function-eval/case001': EVAL,
  'function-eval/case002': EVAL,
  'function-eval/case003': EVAL,
  'function-eval/case004': EVAL,
  'function-eval/case005': EVAL,
  'function-eval/case006': EVAL,
  'function-eval/case007': EVAL,
  'function-eval/case008.0': EVAL,
  'function-eval/case008.1': EVAL,
  'function-eval/case008.2': EVAL,
  'function-eval/case008.3': EVAL,
  'performance/case000': SLOW,
  'performance/case001': SLOW,
  'tail-recursion/case007': SLOW,
  'tail-recursion/case002': {
    why: 'The suite limits it to a depth that it exceeds; here an evaluation may be nested more deeply, and it ends well.',
  },
  'tail-recursion/case005': {
    why: 'It never ends. The suite stops it with U1001, the code of an older limit; here the sandbox does.',
  },
  'tail-recursion/case006': {
    why: 'It never ends. The suite stops it with U1001, the code of an older limit; here the sandbox does.',
  },
};
