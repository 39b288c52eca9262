// Shows the key of a source, this once, with a line that sends a lead with it.
import type { ReactElement } from 'react';
import { Button } from '../../kit/Button.tsx';
import { CodeBlock } from '../../kit/CodeBlock.tsx';
import { Dialog } from '../../kit/Dialog.tsx';
import { Notice } from '../../kit/Notice.tsx';
import type { SourceWithKey } from '../../types.ts';
import { curlFor } from './source-curl.ts';

interface KeyOnceProps {
  made: SourceWithKey;
  /** Address of the flow's trigger after /in/; undefined for a flow without one. */
  path: string | undefined;
  onClose: () => void;
}

/** The key, and how to use it. */
export function KeyOnceDialog({ made, path, onClose }: KeyOnceProps): ReactElement {
  const { source, key } = made;
  return (
    <Dialog
      title={source.auth === 'key' ? `Key of ${source.name}` : `Signing secret of ${source.name}`}
      shape="wide"
      onClose={onClose}
      actions={
        <Button kind="primary" onPress={onClose}>
          I have kept it
        </Button>
      }
    >
      <div className="lf-stack">
        <Notice tone="warn" title="It is shown this once.">
          Copy it now and hand it to the sender over a safe channel. If it is lost, make a new one.
        </Notice>
        <CodeBlock label={source.auth === 'key' ? 'Key' : 'Secret'} text={key} />
        {path === undefined ? (
          <p className="lf-muted">
            The flow has no trigger yet. Give it a webhook, publish it, and leads can be sent to its address.
          </p>
        ) : (
          <CodeBlock
            label="Send a first lead"
            text={curlFor({ address: `${window.location.origin}/in/${path}`, auth: source.auth, key })}
          />
        )}
      </div>
    </Dialog>
  );
}
