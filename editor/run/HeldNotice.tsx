// A held run: where it stands, why, and what a person can do about it.
import type { ReactElement } from 'react';
import { FAILURES } from '../../flows/language/failures.ts';
import { Notice } from '../kit/Notice.tsx';
import type { RunDetail } from '../types.ts';

interface HeldNoticeProps {
  run: RunDetail;
  titleOf: (node: string) => string;
}

/** Shown while a run waits for a person. */
export function HeldNotice({ run, titleOf }: HeldNoticeProps): ReactElement | null {
  const { held } = run;
  if (!held) return null;
  const remedy = Object.entries(FAILURES).find(([code]) => code === held.code)?.[1].remedy;
  return (
    <Notice tone="warn" title={`Held at ${titleOf(held.node)}: ${held.says}`}>
      <p>{remedy ?? 'Look at the step, then decide.'}</p>
      <p>
        Nothing more happens to this lead until then. If the receiver has it, or the lead is no longer wanted, cancel
        the run; if it is still wanted, send the lead again with a new key.
      </p>
    </Notice>
  );
}
