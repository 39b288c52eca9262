// A change of many runs: counts them first, then asks, then says what became of it.
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { api } from '../../api.ts';
import { Loading } from '../../kit/EmptyState.tsx';
import { FormDialog } from '../../kit/FormDialog.tsx';
import { ProblemNotice } from '../../kit/Notice.tsx';
import { counted } from '../../kit/time-words.ts';
import { useSend } from '../../kit/use-send.ts';
import { BulkResult } from '../../settling/BulkResult.tsx';
import type { BulkReport } from '../../types.ts';
import { BULK_WORDS, type BulkDeed } from './bulk-words.ts';
import type { RunsMeant } from './run-filters.ts';

interface BulkDialogProps {
  deed: BulkDeed;
  filter: RunsMeant;
  onClose: () => void;
  /** Told once it is done. */
  onDone?: () => void;
}

/** The dialog. */
export function BulkDialog({ deed, filter, onClose, onDone }: BulkDialogProps): ReactElement {
  const [result, setResult] = useState<BulkReport>();
  const { verb, says } = BULK_WORDS[deed];
  const count = useQuery({
    queryKey: ['/api/runs/bulk', deed, filter],
    queryFn: () => api.post<BulkReport>('/api/runs/bulk', { do: deed, filter, dryRun: true }),
    staleTime: 0,
    gcTime: 0,
  });
  const change = useSend(() => api.post<BulkReport>('/api/runs/bulk', { do: deed, filter }), {
    refresh: ['/api/runs', '/api/held', '/api/held/groups', '/api/pauses'],
    onDone: (report) => {
      setResult(report);
      onDone?.();
    },
    onFailed: () => undefined,
  });
  if (result) return <BulkResult title={`${verb} runs`} done={result.done} result={result} onClose={onClose} />;
  const matched = count.data?.matched;
  return (
    <FormDialog
      title={matched === undefined ? `${verb} runs` : `${verb} ${counted(matched, 'run')}?`}
      action={matched === undefined ? verb : `${verb} ${counted(matched, 'run')}`}
      isDanger={deed === 'cancel'}
      {...(deed === 'cancel' ? { leave: 'Leave them' } : {})}
      isReady={matched !== undefined && matched > 0}
      isPending={change.isPending}
      error={change.error}
      onSubmit={() => change.send()}
      onClose={onClose}
    >
      {matched === undefined && !count.error && <Loading lines={2} label="Counting the runs" />}
      <ProblemNotice error={count.error} />
      {matched === 0 && (
        <p>{deed === 'cancel' ? 'All of them have ended already.' : 'None of them is there any more.'}</p>
      )}
      {matched !== undefined && matched > 0 && (
        <>
          <p>{says}</p>
          {filter.ids === undefined && (
            <p className="lf-muted">
              It holds for all runs that the filters find, also for those further down the list; at most 10,000 at a
              time.
            </p>
          )}
        </>
      )}
    </FormDialog>
  );
}
