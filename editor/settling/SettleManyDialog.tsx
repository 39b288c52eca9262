// Decides about many held runs at once: how many, what happens to them, and afterwards which could not be settled.
import { type ReactElement, useState } from 'react';
import { api } from '../api.ts';
import { FormDialog } from '../kit/FormDialog.tsx';
import { TextField } from '../kit/TextField.tsx';
import { counted } from '../kit/time-words.ts';
import { useSend } from '../kit/use-send.ts';
import type { SettleReport } from '../types.ts';
import { BulkResult } from './BulkResult.tsx';
import { noteOf, VERDICT_WORDS, type Verdict } from './settle-words.ts';

/** Which held runs are meant: these, or all that a filter finds. */
export type Meant =
  | { kind: 'these'; runs: readonly string[] }
  | { kind: 'all'; filter: Readonly<Record<string, string>>; count: number };

interface SettleManyProps {
  as: Verdict;
  meant: Meant;
  onClose: () => void;
}

const WHAT: Readonly<Record<Verdict, string>> = {
  accepted: 'Each run goes on as after a yes of the receiver. Nothing is sent again.',
  rejected: 'Each run goes on as after a no of the receiver. Nothing is sent again.',
  again:
    'Each request leaves once more, with the same key as before. A receiver that does not heed the key may take a lead twice.',
};

/** The question, and then the result. */
export function SettleManyDialog({ as, meant, onClose }: SettleManyProps): ReactElement {
  const [note, setNote] = useState('');
  const [result, setResult] = useState<SettleReport>();
  const count = meant.kind === 'these' ? meant.runs.length : meant.count;
  const settle = useSend(() => settleMany(as, meant, note), {
    refresh: ['/api/held', '/api/held/groups', '/api/runs'],
    onDone: setResult,
    onFailed: () => undefined,
  });
  const words = VERDICT_WORDS[as];
  if (result) return <BulkResult title={words} done={result.settled} result={result} onClose={onClose} />;
  return (
    <FormDialog
      title={`${words}: ${counted(count, 'run')}?`}
      action={`${words}: ${counted(count, 'run')}`}
      onSubmit={() => settle.send()}
      onClose={onClose}
      isPending={settle.isPending}
      error={settle.error}
    >
      <p>{WHAT[as]}</p>
      {meant.kind === 'all' && (
        <p className="lf-muted">This holds for every run that the list finds now, also for those further down.</p>
      )}
      <TextField label="Note for the record" value={note} onChange={setNote} autoFocus />
    </FormDialog>
  );
}

/** Settles them one after the other, or all of the filter in one request. */
async function settleMany(as: Verdict, meant: Meant, note: string): Promise<SettleReport> {
  if (meant.kind === 'all') {
    return api.post<SettleReport>('/api/held/settle', { filter: meant.filter, as, ...noteOf(note) });
  }
  const errors: SettleReport['errors'] = [];
  for (const run of meant.runs) {
    await api
      .post(`/api/runs/${run}/settle`, { as, ...noteOf(note) })
      .catch((error: unknown) => errors.push({ run, says: error instanceof Error ? error.message : '' }));
  }
  return { settled: meant.runs.length - errors.length, failed: errors.length, errors };
}
