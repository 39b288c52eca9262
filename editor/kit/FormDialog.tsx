// A dialog with a form in it: Cancel and one main button, and what the server refused over the fields.
import type { ReactElement, ReactNode } from 'react';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { ProblemNotice } from './Notice.tsx';

interface FormDialogProps {
  title: string;
  /** The verb on the main button. */
  action: string;
  /** The words of the button that leaves all as it is. */
  leave?: string;
  onSubmit: () => void;
  onClose: () => void;
  isPending?: boolean;
  /** False while there is nothing to send. */
  isReady?: boolean;
  isDanger?: boolean;
  /** What the last try was refused with. */
  error?: unknown;
  /** What the dialog calls the fields of the request. */
  names?: Readonly<Record<string, string>>;
  shape?: 'normal' | 'wide' | 'side';
  /** The fields. */
  children: ReactNode;
}

/** The dialog. Enter in a field sends it. */
export function FormDialog(props: FormDialogProps): ReactElement {
  const { title, action, onSubmit, onClose, isPending = false, isReady = true, isDanger, error, shape } = props;
  return (
    <Dialog
      title={title}
      shape={shape ?? 'normal'}
      onClose={onClose}
      onSubmit={() => isReady && !isPending && onSubmit()}
      actions={
        <>
          <Button onPress={onClose}>{props.leave ?? 'Cancel'}</Button>
          <Button type="submit" kind={isDanger ? 'danger' : 'primary'} isPending={isPending} isDisabled={!isReady}>
            {action}
          </Button>
        </>
      }
    >
      <div className="lf-stack">
        <ProblemNotice error={error} names={props.names} />
        {props.children}
      </div>
    </Dialog>
  );
}
