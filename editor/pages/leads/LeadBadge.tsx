// How a lead stands, as a mark: its status with what the status means, or that it was received and not created.
import type { ReactElement } from 'react';
import { Badge, type Tone } from '../../kit/Badge.tsx';
import type { IconName } from '../../kit/icon-paths.ts';
import type { LeadSummary, Status } from '../../types.ts';

interface LeadBadgeProps {
  lead: Pick<LeadSummary, 'status' | 'received'>;
  statuses: readonly Status[];
}

/** The mark. */
export function LeadBadge({ lead, statuses }: LeadBadgeProps): ReactElement {
  if (lead.received !== null) return <Received />;
  return <StatusBadge abbrev={lead.status} status={statuses.find(({ abbrev }) => abbrev === lead.status)} />;
}

function Received(): ReactElement {
  return (
    <span className="ld-received">
      <Badge tone="skip">Received, not created (duplicate)</Badge>
    </span>
  );
}

/** A status as a mark: what it counts as, by sign and colour, and its meaning as a title. */
export function StatusBadge({ abbrev, status }: { abbrev: string; status: Status | undefined }): ReactElement {
  const { tone, icon } = lookOf(status);
  const title = status && status.label !== abbrev ? { title: status.label } : {};
  return (
    <Badge tone={tone} icon={icon} {...title}>
      {abbrev}
    </Badge>
  );
}

function lookOf(status: Status | undefined): { tone: Tone; icon: IconName | null } {
  if (status?.dnc) return { tone: 'warn', icon: 'dnc' };
  if (status?.success) return { tone: 'ok', icon: 'check' };
  return { tone: status?.final ? 'skip' : 'accent', icon: null };
}
