// A change of leads: asks what to do, says first what would change and what would be skipped and why, does it, and says what became of it.
import { type ReactElement, useState } from 'react';
import { api } from '../../api.ts';
import { FormDialog } from '../../kit/FormDialog.tsx';
import { counted } from '../../kit/time-words.ts';
import { useSend } from '../../kit/use-send.ts';
import { useNames } from '../../shell/use-names.ts';
import type { LeadBulkReport, LeadSummary } from '../../types.ts';
import { ActFields } from './ActFields.tsx';
import { ActPlan } from './ActPlan.tsx';
import { ActResult } from './ActResult.tsx';
import { ACT_WORDS, type ActForm, type ActKind, actOf, EMPTY_ACT, type LeadAct } from './lead-acts.ts';
import type { LeadsMeant } from './lead-filters.ts';
import { useDryRun } from './use-dry-run.ts';
import { LEAD_REFRESH } from './use-lead.ts';

interface ActDialogProps {
  kind: ActKind;
  meant: LeadsMeant;
  /** The leads loaded, chosen or not: flags and owners that they have are offered. */
  rows: readonly LeadSummary[];
  onClose: () => void;
  /** Told once it is done. */
  onDone?: () => void;
}

/** The dialog. Nothing is sent before the count was shown. */
export function ActDialog({ kind, meant, rows, onClose, onDone }: ActDialogProps): ReactElement {
  const [form, setForm] = useState<ActForm>(EMPTY_ACT);
  const names = useNames();
  const act = actOf(kind, form);
  const look = useDryRun(act, meant);
  const [result, setResult] = useState<LeadBulkReport>();
  // What came after the count was shown is not changed with the rest.
  const through = 'filter' in meant && look.report?.through ? { through: look.report.through } : {};
  const sendAct = (sent: LeadAct) => api.post<LeadBulkReport>('/api/leads/bulk', { ...meant, ...through, act: sent });
  const change = useSend(sendAct, {
    refresh: LEAD_REFRESH,
    onDone: (report) => {
      setResult(report);
      onDone?.();
    },
    onFailed: () => undefined,
  });
  const chosen = 'ids' in meant ? rows.filter(({ id }) => meant.ids.includes(id)) : rows;
  const { title, verb } = ACT_WORDS[kind];
  if (result) return <ActResult kind={kind} report={result} onClose={onClose} />;
  const count = look.report?.changed ?? 0;
  const isReady = act !== undefined && count > 0 && !look.isAsking;
  return (
    <FormDialog
      title={title}
      action={isReady ? `${verb} ${counted(count, ACT_WORDS[kind].of)}` : verb}
      isReady={isReady}
      isPending={change.isPending}
      error={change.error}
      onSubmit={() => act && change.send(act)}
      onClose={onClose}
    >
      <ActFields kind={kind} form={form} onChange={setForm} names={names} rows={rows} chosen={chosen} />
      <ActPlan act={act} look={look} isAll={'filter' in meant} names={names} />
    </FormDialog>
  );
}
