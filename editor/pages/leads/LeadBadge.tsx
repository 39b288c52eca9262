// How a lead stands, as a mark: its status, or that it was received and not created.
import type { ReactElement } from 'react';
import { Badge } from '../../kit/Badge.tsx';
import type { LeadSummary } from '../../types.ts';

/** The mark. */
export function LeadBadge({ lead }: { lead: Pick<LeadSummary, 'status' | 'received'> }): ReactElement {
  if (lead.received !== null) return <Badge tone="skip">Received, not created (duplicate)</Badge>;
  return (
    <Badge tone="accent" icon={null}>
      {lead.status}
    </Badge>
  );
}
