// The dialogs of a connection's gear menu: pause, duplicate, delete. Each is loaded when it is opened.
import { lazy, type ReactElement, Suspense } from 'react';
import type { ConnectionTask } from './connection-menu.ts';

const PauseDialog = lazy(() => import('../../pausing/PauseDialog.tsx').then((file) => ({ default: file.PauseDialog })));
const DuplicateConnection = lazy(() =>
  import('./DuplicateConnection.tsx').then((file) => ({ default: file.DuplicateConnection })),
);
const DeleteConnection = lazy(() =>
  import('./DeleteConnection.tsx').then((file) => ({ default: file.DeleteConnection })),
);

interface ConnectionDialogsProps {
  task: ConnectionTask;
  onClose: () => void;
  /** After it was deleted, where that is not the end of the dialog alone. */
  onDeleted?: () => void;
}

/** The dialog of the task. */
export function ConnectionDialogs({ task, onClose, onDeleted }: ConnectionDialogsProps): ReactElement {
  const { kind, of } = task;
  return (
    <Suspense fallback={null}>
      {kind === 'pause' && <PauseDialog at={{ kind: 'connection', key: of.slug, name: of.name }} onClose={onClose} />}
      {kind === 'duplicate' && <DuplicateConnection of={of} onClose={onClose} />}
      {kind === 'delete' && <DeleteConnection of={of} onClose={onClose} {...(onDeleted ? { onDeleted } : {})} />}
    </Suspense>
  );
}
