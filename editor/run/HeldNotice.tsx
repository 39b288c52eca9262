// A held run: where it stands, why, and what a person can do about it.
import type { ReactElement } from 'react';
import { Notice } from '../kit/Notice.tsx';
import { SettleWays } from '../settling/SettleWays.tsx';
import { goesOnFrom, remedyOf } from '../settling/settle-words.ts';
import { useCanEdit } from '../shell/session.ts';
import type { RunDetail } from '../types.ts';

interface HeldNoticeProps {
  run: RunDetail;
  titleOf: (node: string) => string;
}

/** Shown while a run waits for a person. */
export function HeldNotice({ run, titleOf }: HeldNoticeProps): ReactElement | null {
  const canEdit = useCanEdit();
  const { held } = run;
  if (!held) return null;
  const exchanges = run.steps.find((step) => step.node === held.node)?.exchanges ?? [];
  const exchange = exchanges.filter((each) => each.call === held.call).at(-1) ?? null;
  return (
    <Notice tone="warn" title={`Held at ${titleOf(held.node)}: ${held.says}`}>
      <p>{remedyOf(held.code) ?? 'Look at the step, then decide.'}</p>
      {held.call === null ? (
        <p>
          Nothing more happens to this lead until then. Cancel the run; it can then be retried as a new one, from the
          start or from a step.
        </p>
      ) : canEdit ? (
        <div className="rn-decide">
          <p>Nothing more happens to this lead until somebody says whether the receiver has it.</p>
          <SettleWays run={run.id} exchange={exchange} goesOn={goesOnFrom(run.bundle.document, held.node, titleOf)} />
        </div>
      ) : (
        <p>Nothing more happens to this lead until an admin says whether the receiver has it.</p>
      )}
    </Notice>
  );
}
