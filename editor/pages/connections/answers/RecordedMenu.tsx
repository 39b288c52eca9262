// The answers that were recorded last for an endpoint: one is taken as the sample.
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { SampleAnswer } from '../../../../flows/language/receivers.ts';
import { api } from '../../../api.ts';
import { Menu } from '../../../kit/Menu.tsx';
import { exactTime } from '../../../kit/time-words.ts';
import { useSend } from '../../../kit/use-send.ts';
import type { ExchangeDetail, ExchangeLine, Page } from '../../../types.ts';

/** Where answers were recorded. */
export interface LoggedAt {
  slug: string;
  endpoint: string;
}

const SHOWN = 12;

/** The menu; nothing where there is no recorded answer. */
export function RecordedMenu({
  at,
  onPick,
}: {
  at: LoggedAt | undefined;
  onPick: (sample: SampleAnswer) => void;
}): ReactElement | null {
  const lines = useRecorded(at, SHOWN);
  const { send } = useSend((id: string) => recordedAnswer(at, id), {
    onDone: (sample) => sample && onPick(sample),
  });
  if (lines.length === 0) return null;
  return (
    <Menu
      label="Recorded answers"
      showLabel
      icon="history"
      size="small"
      kind="plain"
      actions={lines.map(({ id, status, phone, at: time }) => ({
        id,
        label: `${status} for ${phone === '' ? 'a call without a number' : phone}`,
        hint: exactTime(time),
        onAction: () => send(id),
      }))}
    />
  );
}

/** The newest calls of an endpoint that were answered. */
export function useRecorded(at: LoggedAt | undefined, limit: number): ExchangeLine[] {
  const { data } = useQuery({
    queryKey: ['/api/connections', at?.slug, 'exchanges', at?.endpoint, limit],
    queryFn: () =>
      api.get<Page<ExchangeLine>>(`/api/connections/${at?.slug}/exchanges`, { endpoint: at?.endpoint, limit }),
    enabled: at !== undefined,
    retry: false,
  });
  return (data?.items ?? []).filter(({ status }) => status !== null);
}

/** The answer of one recorded call; undefined where none was kept. */
export async function recordedAnswer(at: LoggedAt | undefined, id: string): Promise<SampleAnswer | undefined> {
  const { answer } = await api.get<ExchangeDetail>(`/api/connections/${at?.slug}/exchanges/${id}`);
  return answer
    ? { status: answer.status, ...(answer.type === '' ? {} : { type: answer.type }), body: answer.body }
    : undefined;
}
