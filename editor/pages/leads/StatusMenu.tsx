// Changes the status of a lead in one step: a menu of all statuses, with a question before one that does more.
import { type ReactElement, useState } from 'react';
import { api } from '../../api.ts';
import { ConfirmDialog } from '../../kit/Dialog.tsx';
import { Menu } from '../../kit/Menu.tsx';
import { useSend } from '../../kit/use-send.ts';
import type { LeadDetail, Status } from '../../types.ts';
import { saysMore } from './mark-words.ts';
import { LEAD_REFRESH } from './use-lead.ts';

interface StatusMenuProps {
  lead: LeadDetail;
  statuses: readonly Status[];
}

/** The menu button. */
export function StatusMenu({ lead, statuses }: StatusMenuProps): ReactElement {
  const number = lead.phone || lead.phoneRaw;
  const [asked, setAsked] = useState<Status>();
  const { send, isPending } = useSend((status: string) => api.patch<LeadDetail>(`/api/leads/${lead.id}`, { status }), {
    done: (_, status) => `The status is ${status} now; it was ${lead.status}.`,
    refresh: LEAD_REFRESH,
    onDone: () => setAsked(undefined),
  });
  const choose = (status: Status): void => {
    if (status.abbrev === lead.status) return;
    if (status.dnc) setAsked(status);
    else send(status.abbrev);
  };
  return (
    <>
      <Menu
        label="Change status"
        icon="edit"
        showLabel
        kind="plain"
        actions={statuses.map((status) => ({
          id: status.abbrev,
          label: status.abbrev,
          isChosen: status.abbrev === lead.status,
          onAction: () => choose(status),
          ...(status.dnc ? { icon: 'dnc' as const } : {}),
          ...(saysMore(status) ? { hint: status.label } : {}),
        }))}
      />
      {asked && (
        <ConfirmDialog
          title={`Give it the status ${asked.abbrev}?`}
          action="Change status"
          isPending={isPending}
          onConfirm={() => send(asked.abbrev)}
          onClose={() => setAsked(undefined)}
        >
          <p>
            {asked.abbrev} has the mark DNC:{' '}
            {number === ''
              ? 'the lead has no number, so nothing goes on a DNC list.'
              : `${number} goes on the account’s DNC list too, and stays there if the status is changed again.`}
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}
