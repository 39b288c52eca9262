// The tab of alerts: whom Leadflow tells when a lead needs a person or a receiver fails, and what it has told.
import type { ReactElement } from 'react';
import { useCanEdit } from '../../../shell/session.ts';
import { ChannelsCard } from './ChannelsCard.tsx';
import { IncidentsCard } from './IncidentsCard.tsx';
import { MailCard } from './MailCard.tsx';

/** The three parts. */
export function Alerts(): ReactElement {
  const canEdit = useCanEdit();
  return (
    <div className="lf-stack">
      {canEdit && <ChannelsCard />}
      {canEdit && <MailCard />}
      <IncidentsCard />
    </div>
  );
}
