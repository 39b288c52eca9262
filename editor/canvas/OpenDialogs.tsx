// The dialogs of the canvas page; at most one stands open.
import { lazy, type ReactElement, Suspense } from 'react';
import { ConnectDialog } from './ConnectDialog.tsx';
import { useDrawing, useFlow } from './drawing-context.ts';
import { PublishDialog } from './PublishDialog.tsx';
import { QuickAdd, ReplaceType } from './QuickAdd.tsx';
import { TestDialog } from './TestDialog.tsx';
import type { Autosave } from './use-autosave.ts';
import type { Versions } from './use-versions.ts';

const MergeDrawings = lazy(() =>
  import('../merge/MergeDrawings.tsx').then((file) => ({ default: file.MergeDrawings })),
);
const SaveDialog = lazy(() => import('../history/SaveDialog.tsx').then((file) => ({ default: file.SaveDialog })));

interface OpenDialogsProps {
  autosave: Autosave;
  versions: Versions;
  /** A test run was started. */
  onTestRun: (run: string) => void;
}

/** Draws the dialog that the store says is open. */
export function OpenDialogs({ autosave, versions, onTestRun }: OpenDialogsProps): ReactElement | null {
  const { flow } = useDrawing();
  const dialog = useFlow((state) => state.dialog);
  const isReadOnly = useFlow((state) => state.readOnly);
  if (!dialog) return null;
  const close = (): void => flow.getState().open(null);
  if (isReadOnly) return null;
  if (dialog.kind === 'quick-add') return <QuickAdd where={dialog.where} onClose={close} />;
  if (dialog.kind === 'replace') return <ReplaceType node={dialog.node} onClose={close} />;
  if (dialog.kind === 'connect') return <ConnectDialog from={dialog.from} port={dialog.port} onClose={close} />;
  if (dialog.kind === 'test') return <TestDialog autosave={autosave} onClose={close} onStarted={onTestRun} />;
  if (dialog.kind === 'publish') return <PublishDialog detail={autosave.detail} versions={versions} onClose={close} />;
  return (
    <Suspense fallback={null}>
      {dialog.kind === 'merge' && <MergeDrawings autosave={autosave} kept={dialog.kept} onClose={close} />}
      {dialog.kind === 'save' && <SaveDialog detail={autosave.detail} versions={versions} onClose={close} />}
    </Suspense>
  );
}
