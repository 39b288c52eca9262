// What an act would do, before it does: how many leads, and which are left as they are and why.
import type { ReactElement } from 'react';
import { Loading } from '../../kit/EmptyState.tsx';
import { Notice, ProblemNotice } from '../../kit/Notice.tsx';
import { counted } from '../../kit/time-words.ts';
import type { LeadBulkReport, Names } from '../../types.ts';
import { type LeadAct, planWords } from './lead-acts.ts';
import type { DryRun } from './use-dry-run.ts';

interface ActPlanProps {
  act: LeadAct | undefined;
  look: DryRun;
  /** All that the filters find are meant. */
  isAll: boolean;
  names: Names;
}

/** The report; nothing where there is no act yet. */
export function ActPlan({ act, look, isAll, names }: ActPlanProps): ReactElement | null {
  if (act === undefined) return null;
  if (look.error) return <ProblemNotice error={look.error} />;
  if (look.isAsking || !look.report) return <Loading lines={2} label="Counting the leads" />;
  const { matched, changed, skipped } = look.report;
  const title = changed === 0 ? nothingWords(matched) : planWords(withNames(act, names), changed);
  return (
    <div role="status">
      <Notice tone={changed === 0 ? 'warn' : 'run'} title={title}>
        {isAll && matched > 0 && (
          <p>
            The filters find {counted(matched, 'lead')}, also those further down the list; leads that came in after you
            opened this are not among them.
          </p>
        )}
        <SkippedLeads skipped={skipped} />
      </Notice>
    </div>
  );
}

function nothingWords(matched: number): string {
  return matched === 0 ? 'None of them is there any more.' : 'There is nothing to change.';
}

/** Lists as a person calls them. */
function withNames(act: LeadAct, { leadLists, dncLists }: Names): LeadAct {
  if (act.kind !== 'list' && act.kind !== 'dnc') return act;
  const lists = act.kind === 'list' ? leadLists : dncLists;
  return { ...act, list: lists.find(({ slug }) => slug === act.list)?.name ?? act.list };
}

/** The leads that are left as they are, by reason. */
export function SkippedLeads({ skipped }: Pick<LeadBulkReport, 'skipped'>): ReactElement | null {
  if (skipped.length === 0) return null;
  return (
    <>
      <p>Left as they are:</p>
      <ul>
        {skipped.map(({ says, count }) => (
          <li key={says}>
            {says.replace(/\.$/, '')}: {counted(count, 'lead')}.
          </li>
        ))}
      </ul>
    </>
  );
}
