// Children for tests of nodes: a tool that starts nothing and answers what each child would have come to.
import type { ChildEnd, ChildPlan, Tools } from '../../nodes/tools.ts';

/** One child's end; what is not named is as usual. */
export function endOf(end: Partial<ChildEnd>): ChildEnd {
  return { index: 1, run: 'r.buyers.1', flow: 'post-to-buyer', outcome: 'accepted', reason: '', answer: null, ...end };
}

/** A `children` tool whose children end so, in turn. */
export function childrenEnding(...ends: Partial<ChildEnd>[]): Tools['children'] {
  return childrenAsked([], ...ends);
}

/** As `childrenEnding`; the plans that it was asked for go to `plans`. */
export function childrenAsked(plans: ChildPlan[], ...ends: Partial<ChildEnd>[]): Tools['children'] {
  return async (plan) => {
    plans.push(plan);
    return ends.map((end, i) =>
      endOf({ index: i + 1, run: `r.buyers.${i + 1}`, flow: plan.children[i]?.flow ?? '', ...end }),
    );
  };
}
