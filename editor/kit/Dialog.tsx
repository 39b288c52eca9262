// Dialogs: a sheet over the page for one task, and the question before something that cannot be undone.
import { type FormEvent, type KeyboardEvent, type ReactElement, type ReactNode, useState } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { t } from '../words/kit.ts';
import { Button, IconButton } from './Button.tsx';
import { TextField } from './TextField.tsx';
import './dialog.css';

interface DialogProps {
  title: string;
  children: ReactNode;
  /** Buttons at the foot, the main one last. */
  actions?: ReactNode;
  onClose: () => void;
  /** `wide` for tables and code, `side` for a sheet along the right edge. */
  shape?: 'normal' | 'wide' | 'side';
  /** Makes the content a form: called when it is sent by button or Enter. */
  onSubmit?: () => void;
}

/** A dialog that is open as long as it is rendered. Escape and the cross close it. */
export function Dialog({ title, children, actions, onClose, shape = 'normal', onSubmit }: DialogProps): ReactElement {
  const content = (
    <>
      <header className="lf-dialog__head">
        <Heading slot="title" level={2}>
          {title}
        </Heading>
        <IconButton label={t('close')} icon="cross" size="small" onPress={onClose} />
      </header>
      <div className="lf-dialog__body">{children}</div>
      {actions && <footer className="lf-dialog__foot">{actions}</footer>}
    </>
  );
  return (
    <ModalOverlay className="lf-scrim" isOpen isDismissable={false} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Modal className={`lf-modal lf-modal--${shape}`}>
        <AriaDialog className="lf-dialog">
          {onSubmit ? (
            // Enter in a field of one line sends by itself; Ctrl+Enter sends from a text of many lines too.
            <form
              className="lf-dialog__form"
              noValidate
              onSubmit={(event) => sent(event, onSubmit)}
              onKeyDown={sendsByKey}
            >
              {content}
            </form>
          ) : (
            content
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

function sendsByKey(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
  event.preventDefault();
  event.currentTarget.querySelector<HTMLButtonElement>('button[type=submit]:not(:disabled)')?.click();
}

function sent(event: FormEvent, onSubmit: () => void): void {
  event.preventDefault();
  event.stopPropagation();
  onSubmit();
}

interface ConfirmProps {
  title: string;
  /** What will happen, and what will not. */
  children: ReactNode;
  /** The verb on the button: "Delete flow". */
  action: string;
  isDanger?: boolean;
  isPending?: boolean;
  /** The person must type this before the button works. */
  typed?: string;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something that is hard to undo. */
export function ConfirmDialog(props: ConfirmProps): ReactElement {
  const [text, setText] = useState('');
  const isReady = props.typed === undefined || text.trim() === props.typed;
  const confirm = (): void => {
    if (isReady) props.onConfirm();
  };
  return (
    <Dialog
      title={props.title}
      onClose={props.onClose}
      onSubmit={confirm}
      actions={
        <>
          <Button onPress={props.onClose}>{t('cancel')}</Button>
          <Button
            type="submit"
            kind={props.isDanger ? 'danger' : 'primary'}
            isDisabled={!isReady}
            isPending={props.isPending ?? false}
            autoFocus={props.typed === undefined && !props.isDanger}
          >
            {props.action}
          </Button>
        </>
      }
    >
      <div className="lf-stack">
        <div>{props.children}</div>
        {props.typed !== undefined && (
          <TextField
            label={t('typeToGoOn', { text: props.typed })}
            value={text}
            onChange={setText}
            autoFocus
            autoComplete="off"
            isMono
          />
        )}
      </div>
    </Dialog>
  );
}
