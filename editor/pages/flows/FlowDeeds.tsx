// What can be done to the flows chosen: pause, resume, export; one after the other, and what could not be done is said.
import { type ReactElement, useState } from 'react';
import { api } from '../../api.ts';
import { Button } from '../../kit/Button.tsx';
import type { Chosen } from '../../kit/ListView.tsx';
import { useToast } from '../../kit/Toasts.tsx';
import { counted } from '../../kit/time-words.ts';
import { readAll } from '../../kit/use-list.ts';
import { useSend } from '../../kit/use-send.ts';
import { workOn } from '../../kit/work-on.ts';
import { pausePath } from '../../pausing/pause-words.ts';
import { AFTER_PAUSE, usePauses } from '../../pausing/use-pauses.ts';
import type { FlowSummary } from '../../types.ts';
import { exportFlow } from './use-flow-menu.ts';

type Deed = 'pause' | 'resume' | 'export';
const DONE: Readonly<Record<Deed, string>> = { pause: 'paused', resume: 'resumed', export: 'exported' };

interface FlowDeedsProps {
  chosen: Chosen<FlowSummary>;
  /** What the list is narrowed by, for a choice of all that match. */
  query: Record<string, string>;
  canEdit: boolean;
}

/** The buttons. A pause lets new leads wait in line. */
export function FlowDeeds({ chosen, query, canEdit }: FlowDeedsProps): ReactElement {
  const toast = useToast();
  const pauses = usePauses();
  const [deed, setDeed] = useState<Deed>();
  const isPaused = (flow: FlowSummary): boolean => pauses.some(({ kind, key }) => kind === 'flow' && key === flow.slug);
  const works: Record<Deed, (flow: FlowSummary) => Promise<unknown>> = {
    pause: ({ slug }) => api.put(pausePath({ kind: 'flow', key: slug }), { mode: 'queue' }),
    resume: ({ slug }) => api.delete(pausePath({ kind: 'flow', key: slug })),
    export: exportFlow,
  };
  const meant = (as: Deed, flow: FlowSummary): boolean => {
    if (as === 'pause') return flow.liveVersion !== null && !isPaused(flow);
    return as === 'export' || isPaused(flow);
  };
  const { send, isPending } = useSend(
    async (as: Deed) => {
      const flows = chosen.isAll ? await readAll<FlowSummary>('/api/flows', query) : chosen.rows;
      return workOn(
        flows.filter((flow) => meant(as, flow)),
        works[as],
      );
    },
    {
      refresh: [...AFTER_PAUSE, '/api/flows'],
      onDone: ({ done, failed }, as) => {
        setDeed(undefined);
        if (done > 0) toast.done(`${counted(done, 'flow')} ${DONE[as]}.`);
        if (done === 0 && failed.length === 0) toast.warn(`None of these flows can be ${DONE[as]} now.`);
        for (const { thing, error } of failed) toast.warn(`${thing.name} could not be ${DONE[as]}.`, wordsOf(error));
        chosen.selection.clear();
      },
    },
  );
  const button = (as: Deed, label: string, icon: 'pause' | 'play' | 'download'): ReactElement => (
    <Button
      size="small"
      icon={icon}
      isPending={isPending && deed === as}
      onPress={() => {
        setDeed(as);
        send(as);
      }}
    >
      {label}
    </Button>
  );
  return (
    <>
      {canEdit && button('pause', 'Pause', 'pause')}
      {canEdit && button('resume', 'Resume', 'play')}
      {button('export', 'Export', 'download')}
    </>
  );
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}
