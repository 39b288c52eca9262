// Publish: says what will go live and where, or why it cannot yet.
import { type ReactElement, useState } from 'react';
import { Button } from '../kit/Button.tsx';
import { Dialog } from '../kit/Dialog.tsx';
import { Notice } from '../kit/Notice.tsx';
import { TextField } from '../kit/TextField.tsx';
import { counted } from '../kit/time-words.ts';
import type { FlowDetail } from '../types.ts';
import { useFlow } from './drawing-context.ts';
import { Problems } from './ProblemList.tsx';
import type { Versions } from './use-versions.ts';

interface PublishDialogProps {
  detail: FlowDetail;
  versions: Versions;
  onClose: () => void;
}

/** The question before a release; with problems it is their list instead. */
export function PublishDialog({ detail, versions, onClose }: PublishDialogProps): ReactElement {
  const problems = useFlow((state) => state.problems);
  const errors = problems.filter((problem) => problem.severity === 'error');
  const address = detail.trigger?.type === 'webhook' ? `/in/${detail.trigger.path}` : undefined;
  const [message, setMessage] = useState('');
  const publish = async (): Promise<void> => {
    if (await versions.publish(message.trim())) onClose();
  };
  if (errors.length > 0) {
    return (
      <Dialog title="Not ready to publish" onClose={onClose} actions={<Button onPress={onClose}>Close</Button>}>
        <div className="lf-stack">
          <p>
            {counted(errors.length, 'problem')} must be put right first.{' '}
            {detail.live ? `Version ${detail.live.version} keeps serving until then.` : ''}
          </p>
          <Problems problems={errors} onChosen={onClose} />
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog
      title="Publish this flow"
      onClose={onClose}
      onSubmit={() => void publish()}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" isPending={versions.isBusy} autoFocus>
            Publish
          </Button>
        </>
      }
    >
      <div className="lf-stack">
        <p>
          The draft is saved as a version and takes every new lead
          {address === undefined ? '.' : ' sent to '}
          {address !== undefined && <code>{address}</code>}
        </p>
        <p className="lf-muted">
          {detail.live
            ? `Version ${detail.live.version} is live now. Runs that it began end with it; nothing under way is changed.`
            : `Nothing is live yet${address === undefined ? '.' : ': leads sent to this address are refused until you publish.'}`}
        </p>
        {detail.draftChanged && (
          <TextField label="What changed, in a line (optional)" value={message} onChange={setMessage} />
        )}
        {problems.length > 0 && (
          <Notice tone="warn" title={`${counted(problems.length, 'warning')} to know of`}>
            {problems.map((problem) => problem.says).join(' ')}
          </Notice>
        )}
      </div>
    </Dialog>
  );
}
