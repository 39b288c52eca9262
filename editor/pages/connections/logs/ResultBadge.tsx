// What an exchange came to, as a mark and a word.
import type { ReactElement } from 'react';
import { Badge, type Tone } from '../../../kit/Badge.tsx';
import type { IconName } from '../../../kit/icon-paths.ts';
import type { ExchangeResult } from '../../../types.ts';

interface Look {
  label: string;
  tone: Tone;
  icon?: IconName;
}

/** Result -> how it is shown. A refusal is business, so never red. */
const LOOKS: Record<ExchangeResult, Look> = {
  accepted: { label: 'Accepted', tone: 'ok' },
  rejected: { label: 'Rejected', tone: 'warn', icon: 'off' },
  error: { label: 'Error', tone: 'err' },
  unrecognised: { label: 'Not recognised', tone: 'warn' },
  unreadable: { label: 'Unreadable', tone: 'warn' },
  answered: { label: 'Answered', tone: 'skip', icon: 'info' },
  'not-sent': { label: 'Not sent', tone: 'err', icon: 'stop' },
  unknown: { label: 'Unknown', tone: 'warn', icon: 'pause' },
  'under-way': { label: 'Under way', tone: 'run' },
};

/** The results, for a filter. */
export const RESULTS: readonly { id: ExchangeResult; label: string }[] = Object.entries(LOOKS).map(
  ([id, { label }]) => ({
    id: id as ExchangeResult,
    label,
  }),
);

/** A small label. */
export function ResultBadge({ result }: { result: ExchangeResult }): ReactElement {
  const { label, tone, icon } = LOOKS[result];
  return (
    <Badge tone={tone} {...(icon ? { icon } : {})}>
      {label}
    </Badge>
  );
}
