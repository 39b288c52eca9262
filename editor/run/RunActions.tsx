// What can be done with a run: retry it from the start or from a step, replay its lead as new, cancel it.
import { type ReactElement, useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../api.ts';
import { useFlow } from '../canvas/drawing-context.ts';
import { titleOf } from '../canvas/flow-store.ts';
import { Button } from '../kit/Button.tsx';
import { ConfirmDialog } from '../kit/Dialog.tsx';
import { Menu } from '../kit/Menu.tsx';
import { useSend } from '../kit/use-send.ts';
import { useCanEdit } from '../shell/session.ts';
import type { RunDetail } from '../types.ts';
import { CancelDialog } from './CancelDialog.tsx';
import { RetryDialog } from './RetryDialog.tsx';

type Task = 'retry' | 'retry-step' | 'replay' | 'cancel';

/** The menu and the button at the head of a run; nothing for those who only look. */
export function RunActions({ run }: { run: RunDetail }): ReactElement | null {
  const canEdit = useCanEdit();
  const state = useFlow((now) => now);
  const [task, setTask] = useState<Task>();
  const close = (): void => setTask(undefined);
  if (!canEdit) return null;
  const steps = run.steps.map((step) => ({ id: step.node, label: titleOf(state, step.node) }));
  const isStep = steps.some((step) => step.id === state.selected[0]);
  const chosen = isStep ? state.selected[0] : steps.at(-1)?.id;
  const untilEnd = run.state === 'finished' ? {} : { isDisabled: true, hint: 'once this run has ended' };
  const ask = (next: Task) => () => setTask(next);
  return (
    <>
      <Menu
        label="Do again"
        icon="refresh"
        showLabel
        kind="plain"
        size="small"
        actions={[
          { id: 'retry', label: 'Retry from the start', icon: 'refresh', ...untilEnd, onAction: ask('retry') },
          {
            id: 'retry-step',
            label: 'Retry from a step',
            icon: 'skip',
            ...untilEnd,
            onAction: ask('retry-step'),
          },
          { id: 'replay', label: 'Replay as a new lead', icon: 'source', onAction: ask('replay') },
        ]}
      />
      {run.state !== 'finished' && (
        <Button size="small" kind="danger" icon="stop" onPress={ask('cancel')}>
          Cancel run
        </Button>
      )}
      {task === 'retry' && <RetryDialog run={run.id} from={null} steps={steps} onClose={close} />}
      {task === 'retry-step' && <RetryDialog run={run.id} from={chosen ?? null} steps={steps} onClose={close} />}
      {task === 'replay' && <ReplayDialog run={run.id} onClose={close} />}
      {task === 'cancel' && <CancelDialog run={run.id} onClose={close} />}
    </>
  );
}

/** Sends the body as it came through the door of the live release once more. */
function ReplayDialog({ run, onClose }: { run: string; onClose: () => void }): ReactElement {
  const go = useNavigate();
  const replay = useSend(() => api.post<{ run: string }>(`/api/runs/${run}/replay`), {
    done: 'The lead was taken as a new one.',
    refresh: ['/api/runs'],
    onDone: (made) => {
      onClose();
      void go(`/runs/${made.run}`);
    },
  });
  return (
    <ConfirmDialog
      title="Replay as a new lead?"
      action="Replay"
      isPending={replay.isPending}
      onConfirm={() => replay.send()}
      onClose={onClose}
    >
      The body is taken once more as it came, by the version that is live now. Everything is done again, also the calls
      to receivers; no key marks it as a repeat. It is no duplicate of itself: a lead that it made before is changed,
      and not made twice.
    </ConfirmDialog>
  );
}
