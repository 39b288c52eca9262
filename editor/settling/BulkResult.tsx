// What became of a change of many runs: how many it was done to, and why it failed for the others.

import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { Button } from '../kit/Button.tsx';
import { Dialog } from '../kit/Dialog.tsx';
import { Notice } from '../kit/Notice.tsx';
import { counted } from '../kit/time-words.ts';
import { runName } from '../run/run-name.ts';

interface BulkResultProps {
  title: string;
  done: number;
  result: { failed: number; errors: readonly { run: string; says: string }[] };
  onClose: () => void;
}

/** The result, with a link to each run that failed. */
export function BulkResult({ title, done, result, onClose }: BulkResultProps): ReactElement {
  const { failed, errors } = result;
  const unnamed = failed - errors.length;
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <Button kind="primary" autoFocus onPress={onClose}>
          Close
        </Button>
      }
    >
      <div className="lf-stack">
        <Notice tone={failed === 0 ? 'ok' : 'warn'} title={`Done for ${counted(done, 'run')}.`}>
          {failed > 0 && `${counted(failed, 'run')} could not be changed and ${failed === 1 ? 'is' : 'are'} as before.`}
        </Notice>
        {errors.length > 0 && (
          <ul className="lf-list lf-stack lf-stack--tight">
            {errors.map(({ run, says }) => (
              <li key={run}>
                <Link to={`/runs/${run}`} className="lf-mono">
                  {runName(run)}
                </Link>{' '}
                {says}
              </li>
            ))}
          </ul>
        )}
        {unnamed > 0 && <p className="lf-muted">And {counted(unnamed, 'more run')}.</p>}
      </div>
    </Dialog>
  );
}
