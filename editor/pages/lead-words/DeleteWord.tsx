// Deletes a word that leads are kept under; where something still has it, says what and where it is instead.
import type { ReactElement, ReactNode } from 'react';
import { api } from '../../api.ts';
import { Button, ButtonLink } from '../../kit/Button.tsx';
import { Dialog } from '../../kit/Dialog.tsx';
import { FormDialog } from '../../kit/FormDialog.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { useSend } from '../../kit/use-send.ts';
import { WORD_REFRESH } from './word-refresh.ts';

interface DeleteWordProps {
  /** The kind of word: "status". */
  what: string;
  name: string;
  /** Where it is deleted. */
  path: string;
  /** What has it, and so keeps it from being deleted; the page that shows these, and what to do with them first. */
  because: string | undefined;
  show: string;
  remedy: string;
  /** What goes with it, and what stays. */
  children: ReactNode;
  onClose: () => void;
}

/** The question, or why it cannot be. What the server refuses is shown with its reason. */
export function DeleteWord(props: DeleteWordProps): ReactElement {
  const { what, name, path, because, children, onClose } = props;
  const { send, isPending, error } = useSend(() => api.delete(path), {
    done: `${name} was deleted.`,
    refresh: WORD_REFRESH,
    onDone: onClose,
    onFailed: () => undefined,
  });
  if (because !== undefined) return <StillHeld {...props} because={because} />;
  return (
    <FormDialog
      title={`Delete ${name}?`}
      action={`Delete ${what}`}
      isDanger
      isPending={isPending}
      error={error}
      onSubmit={() => send()}
      onClose={onClose}
    >
      <p>{children}</p>
    </FormDialog>
  );
}

function StillHeld({ name, because, show, remedy, onClose }: DeleteWordProps & { because: string }): ReactElement {
  return (
    <Dialog
      title={`${name} cannot be deleted`}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Close</Button>
          <ButtonLink to={show} kind="primary">
            Show them
          </ButtonLink>
        </>
      }
    >
      <Notice tone="warn" title={because}>
        {remedy}
      </Notice>
    </Dialog>
  );
}
