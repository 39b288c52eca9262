// What becomes of a lead after a look into a validation list: which policy decides, and where it sends the lead. Pure.
import type { ListLook } from './list-look.ts';

/** Which setting decided. */
export type Decider = 'hit' | 'miss' | 'gone' | 'stale' | 'error';

/** The rule, and the five policies; each has its default where absent. */
export interface ListPolicies {
  mode?: 'include' | 'exclude';
  onHit?: 'rule' | 'pass' | 'fail';
  onMiss?: 'rule' | 'pass' | 'fail';
  ifGone?: 'pass' | 'fail';
  ifStale?: 'fail' | 'pass' | 'use';
  ifError?: 'error' | 'pass' | 'fail';
}

/** A decision. `error`: the step fails. `unmet`: the list judged, and the lead does not meet the rule. */
export interface Verdict {
  decidedBy: Decider;
  port: 'pass' | 'fail' | 'error';
  found: boolean;
  unmet: boolean;
}

/** Decides over a value (trimmed text). A blank value is no entry of any list; a rule may say that there must be none. */
export function verdictOf(look: ListLook, value: string, policies: ListPolicies): Verdict {
  const { mode = 'include' } = policies;
  const found = look.found && (value !== '' || look.rule !== '');
  const decidedBy = deciderOf(look, { found, policies });
  const isJudged = decidedBy === 'hit' || decidedBy === 'miss';
  return { decidedBy, port: portOf(decidedBy, policies), found, unmet: isJudged && found !== (mode === 'include') };
}

function deciderOf(
  { gone, stale, error }: ListLook,
  { found, policies }: { found: boolean; policies: ListPolicies },
): Decider {
  if (error !== '') return 'error';
  if (gone) return 'gone';
  if (stale && policies.ifStale !== 'use') return 'stale';
  return found ? 'hit' : 'miss';
}

function portOf(decidedBy: Decider, policies: ListPolicies): Verdict['port'] {
  const { mode = 'include', onHit = 'rule', onMiss = 'rule', ifGone = 'fail', ifStale, ifError = 'error' } = policies;
  switch (decidedBy) {
    case 'hit':
      return onHit !== 'rule' ? onHit : mode === 'include' ? 'pass' : 'fail';
    case 'miss':
      return onMiss !== 'rule' ? onMiss : mode === 'include' ? 'fail' : 'pass';
    case 'gone':
      return ifGone;
    case 'stale':
      return ifStale === 'pass' ? 'pass' : 'fail';
    case 'error':
      return ifError;
  }
}
