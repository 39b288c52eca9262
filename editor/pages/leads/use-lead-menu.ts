// What can be done to one lead of a list.
import { useCallback } from 'react';
import { useNavigate } from 'react-router';
import { withQuery } from '../../api.ts';
import type { MenuAction } from '../../kit/Menu.tsx';
import type { LeadSummary } from '../../types.ts';
import { exportLead } from './LeadDeeds.tsx';
import type { ActKind } from './lead-acts.ts';

/** The menu of a row. */
export function useLeadMenu(
  canEdit: boolean,
  onAct: (kind: ActKind, lead: LeadSummary) => void,
): (lead: LeadSummary) => MenuAction[] {
  const go = useNavigate();
  return useCallback(
    (lead: LeadSummary) => {
      const to = (place: string) => () => void go(place);
      const act = (kind: ActKind) => () => onAct(kind, lead);
      const number: MenuAction[] =
        lead.phone === ''
          ? []
          : [
              {
                id: 'runs',
                label: 'Runs of its number',
                icon: 'run',
                onAction: to(withQuery('/runs', { q: lead.phone })),
              },
            ];
      const changes: MenuAction[] = [
        { id: 'status', label: 'Change its status', icon: 'edit', onAction: act('status') },
        { id: 'flags', label: 'Put flags on it', icon: 'view', onAction: act('flags') },
        { id: 'rerun', label: 'Re-run', icon: 'refresh', onAction: act('rerun') },
        {
          id: 'dnc',
          label: 'Add its number to DNC',
          icon: 'dnc',
          isDisabled: lead.phoneRaw === '',
          onAction: act('dnc'),
        },
      ];
      return [
        { id: 'open', label: 'Open', icon: 'eye', onAction: to(`/leads/${lead.id}`) },
        lead.import
          ? {
              id: 'import',
              label: 'The import that made it',
              icon: 'list',
              onAction: to(`/leads/imports/${lead.import.id}`),
            }
          : { id: 'run', label: 'The run that made it', icon: 'run', onAction: to(`/runs/${lead.run}`) },
        ...number,
        ...(canEdit ? changes : []),
        { id: 'export', label: 'Export', icon: 'download', onAction: () => exportLead(lead.id) },
      ];
    },
    [go, canEdit, onAct],
  );
}
