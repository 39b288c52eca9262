// Save: what changed since the last version, and a line for whoever reads the history later.
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { countOf, diffBundles } from '../../flows/language/diff.ts';
import type { FlowBundle } from '../../flows/language/document.ts';
import { api } from '../api.ts';
import { useDrawing } from '../canvas/drawing-context.ts';
import type { Versions } from '../canvas/use-versions.ts';
import { FormDialog } from '../kit/FormDialog.tsx';
import { TextField } from '../kit/TextField.tsx';
import { counted } from '../kit/time-words.ts';
import { DiffList } from '../merge/DiffList.tsx';
import type { FlowDetail } from '../types.ts';

interface SaveDialogProps {
  detail: FlowDetail;
  versions: Versions;
  onClose: () => void;
}

/** The question. Enter saves, with or without a message. */
export function SaveDialog({ detail, versions, onClose }: SaveDialogProps): ReactElement {
  const [message, setMessage] = useState('');
  const { savedVersion } = detail;
  const save = async (): Promise<void> => {
    if (await versions.save(message.trim())) onClose();
  };
  return (
    <FormDialog
      title="Save a version"
      action="Save version"
      isPending={versions.isBusy}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <TextField
        label="What changed, in a line (optional)"
        placeholder="Second buyer gets what the first one rejects"
        value={message}
        onChange={setMessage}
        autoFocus
      />
      {savedVersion !== null && <Changed slug={detail.slug} version={savedVersion} />}
      <p className="lf-muted lf-small">Saving writes the files of the workspace. What is live stays as it is.</p>
    </FormDialog>
  );
}

function Changed({ slug, version }: { slug: string; version: number }): ReactElement | null {
  const { flow } = useDrawing();
  const [{ bundle, catalogue }] = useState(() => flow.getState());
  const saved = useQuery({
    queryKey: [`/api/flows/${slug}/versions/${version}`],
    queryFn: () => api.get<{ bundle: FlowBundle }>(`/api/flows/${slug}/versions/${version}`),
  });
  if (!saved.data) return null;
  const diff = diffBundles(saved.data.bundle, bundle, catalogue);
  return (
    <details className="mg-sum">
      <summary>{`${counted(countOf(diff), 'change')} since version ${version}`}</summary>
      <DiffList diff={diff} before={saved.data.bundle} after={bundle} catalogue={catalogue} />
    </details>
  );
}
