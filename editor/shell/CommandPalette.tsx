// The command palette: a few letters find a page, a command, a node, a flow, a run; Enter goes there or does it.
import { type KeyboardEvent, type ReactElement, useEffect, useId, useState } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { Icon } from '../kit/Icon.tsx';
import { t } from '../words/shell.ts';
import { PaletteList } from './PaletteList.tsx';
import { type Hit, paletteHits, readQuery, withRecent } from './palette-items.ts';
import { readRecent, writeRecent } from './recent.ts';
import { usePaletteItems } from './use-palette-items.ts';
import './command-palette.css';

/** Open as long as it is rendered. What was chosen is done once the focus is back where it was. */
export function CommandPalette({ onClose }: { onClose: () => void }): ReactElement {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const [recent] = useState(readRecent);
  const list = useId();
  const { items, isAsking, error } = usePaletteItems(text);
  const hits = paletteHits(items, text, recent);
  const chosen = hits[Math.min(at, hits.length - 1)];
  const choose = ({ item }: Hit): void => {
    writeRecent(withRecent(recent, item.id));
    onClose();
    afterFocus(item.run);
  };
  const type = (next: string): void => {
    setText(next);
    setAt(0);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const last = hits.length - 1;
    const now = Math.min(at, last);
    const to = { ArrowDown: now + 1, ArrowUp: now - 1, PageDown: now + 8, PageUp: now - 8 }[event.key];
    if (to === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    if (to !== undefined) setAt(event.key.startsWith('Page') ? Math.max(0, Math.min(last, to)) : around(to, last));
    else if (chosen) choose(chosen);
  };
  return (
    <ModalOverlay className="lf-scrim" isOpen isDismissable onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Modal className="lf-modal lf-modal--wide">
        <Dialog className="lf-dialog" aria-label={t('findLabel')}>
          <Field
            list={list}
            chosen={chosen ? Math.min(at, hits.length - 1) : undefined}
            text={text}
            onType={type}
            onKeyDown={onKeyDown}
          />
          <PaletteList id={list} hits={hits} chosen={chosen} onChoose={choose} />
          {hits.length === 0 && !isAsking && <p className="lf-muted lf-palette__none">{t('notFound')}</p>}
          {error !== null && <p className="lf-muted lf-palette__none">{t('notReached')}</p>}
          <footer className="lf-palette__foot lf-small lf-muted">
            <span id={`${list}-help`}>{t('findHelp')}</span>
            <Count text={text} count={hits.length} isAsking={isAsking} />
          </footer>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

interface FieldProps {
  /** Id of the list; the lines' ids begin with it. */
  list: string;
  chosen: number | undefined;
  text: string;
  onType: (text: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** The field keeps the focus; the keys it hears walk through the list. */
function Field({ list, chosen, text, onType, onKeyDown }: FieldProps): ReactElement {
  return (
    <div className="lf-palette__search">
      <Icon name="search" />
      <input
        role="combobox"
        aria-label={t('findLabel')}
        aria-expanded="true"
        aria-autocomplete="list"
        aria-controls={list}
        aria-activedescendant={chosen === undefined ? undefined : `${list}-${chosen}`}
        aria-describedby={`${list}-help`}
        placeholder={t('findPlaceholder')}
        // biome-ignore lint/a11y/noAutofocus: the dialog has this one field
        autoFocus
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <kbd>Esc</kbd>
    </div>
  );
}

/** How many were found: drawn at once, read out when the typing rests. */
function Count({ text, count, isAsking }: { text: string; count: number; isAsking: boolean }): ReactElement {
  const words = isAsking ? t('finding') : t('found', { count });
  const [said, setSaid] = useState('');
  const isAsked = readQuery(text).words !== '';
  useEffect(() => {
    if (isAsking || !isAsked) return;
    const timer = setTimeout(() => setSaid(words), 400);
    return () => clearTimeout(timer);
  }, [words, isAsking, isAsked]);
  return (
    <>
      <span aria-hidden="true">{isAsked ? words : ''}</span>
      <span className="lf-hidden" role="status">
        {said}
      </span>
    </>
  );
}

function around(to: number, last: number): number {
  if (to > last) return 0;
  return to < 0 ? Math.max(last, 0) : to;
}

/** The dialog gives the focus back in the frame after it is gone; what is done then may move it on. */
function afterFocus(run: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(run)));
}
