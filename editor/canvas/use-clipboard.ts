// Copy, cut and paste of nodes by the browser's own clipboard events: they need no permission, and work from tab to tab.
import { type RefObject, useEffect } from 'react';
import { counted } from '../kit/time-words.ts';
import { copiedIds, copiedText, pasteText } from './clipboard-commands.ts';
import { useDrawing } from './drawing-context.ts';
import type { FlowStore } from './flow-store.ts';
import { removeSelected } from './flow-verbs.ts';
import { settleSelection } from './selection.ts';

/** How long the browser has to fire its paste event for Ctrl+Shift+V. Milliseconds. */
const PASTE_MS = 250;

/** Hears the clipboard's keys while the canvas has the focus. */
export function useClipboard(frame: RefObject<HTMLElement | null>): void {
  const { flow } = useDrawing();
  useEffect(() => {
    const wired = wiredPaste(frame, flow);
    const copy = (event: ClipboardEvent): boolean => {
      if (!isOnCanvas(frame.current)) return false;
      settleSelection(flow, document.activeElement?.closest<HTMLElement>('.react-flow__node')?.dataset.id);
      const text = copiedText(flow);
      if (text === undefined) return false;
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
      flow.getState().say(`${counted(copiedIds(flow).length, 'node')} copied`);
      return true;
    };
    const cut = (event: ClipboardEvent): void => {
      if (!flow.getState().readOnly && copy(event)) flow.getState().lookAt(removeSelected(flow, true));
    };
    const paste = (event: ClipboardEvent): void => {
      const isWired = wired.ends();
      if (!isOnCanvas(frame.current) || flow.getState().readOnly) return;
      event.preventDefault();
      pasteText(flow, event.clipboardData?.getData('text/plain') ?? '', isWired);
    };
    const heard = { copy, cut, paste, keydown: wired.begins };
    for (const [name, hear] of Object.entries(heard)) document.addEventListener(name, hear as EventListener);
    return () => {
      for (const [name, hear] of Object.entries(heard)) document.removeEventListener(name, hear as EventListener);
    };
  }, [flow, frame]);
}

/** Text that somebody has selected, or a field, has its own copy and paste. */
function isOnCanvas(frame: HTMLElement | null): boolean {
  const { activeElement: at } = document;
  const isText = at?.closest('input, textarea, [contenteditable=true]') || document.getSelection()?.type === 'Range';
  return at !== null && !isText && frame?.contains(at) === true;
}

/**
 * Ctrl+Shift+V: browsers paste plain text by it, and only into a field. A field takes the focus for that moment, and gives
 * it back before the paste is done.
 */
function wiredPaste(frame: RefObject<HTMLElement | null>, flow: FlowStore) {
  let back: (() => void) | undefined;
  const ends = (): boolean => {
    const isWired = back !== undefined;
    back?.();
    back = undefined;
    return isWired;
  };
  const begins = (event: KeyboardEvent): void => {
    const isAsked = (event.ctrlKey || event.metaKey) && event.shiftKey && event.key.toLowerCase() === 'v';
    if (!isAsked || back || flow.getState().readOnly || !isOnCanvas(frame.current)) return;
    const before = document.activeElement;
    const field = document.createElement('textarea');
    field.className = 'lf-hidden';
    field.tabIndex = -1;
    field.setAttribute('aria-label', 'Paste');
    frame.current?.append(field);
    field.focus({ preventScroll: true });
    back = () => {
      field.remove();
      if (before instanceof HTMLElement || before instanceof SVGElement) before.focus({ preventScroll: true });
    };
    setTimeout(() => {
      if (ends()) flow.getState().refuse('The browser pasted nothing. Copy nodes on a canvas first.');
    }, PASTE_MS);
  };
  return { begins, ends };
}
