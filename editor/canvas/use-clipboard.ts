// Copy, cut and paste of nodes by the browser's own clipboard events: they need no permission, and work from tab to tab.
import { type RefObject, useEffect } from 'react';
import { useToast } from '../kit/Toasts.tsx';
import { counted } from '../kit/time-words.ts';
import { useDrawing } from './drawing-context.ts';
import { place, removeSelected } from './flow-verbs.ts';
import { fragmentOf, fragmentText, readFragment } from './fragment.ts';

/** Pixels by which pasted nodes are set off from where they stood. */
const OFF = 32;

/** Hears the clipboard's keys while the canvas has the focus. */
export function useClipboard(frame: RefObject<HTMLElement | null>): void {
  const { flow } = useDrawing();
  const { announce, warn } = useToast();
  useEffect(() => {
    const isHere = (): boolean => {
      const { activeElement: at } = document;
      // Text that somebody has selected, or a field, has its own copy and paste.
      const isText =
        at?.closest('input, textarea, [contenteditable=true]') || document.getSelection()?.type === 'Range';
      return at !== null && !isText && frame.current?.contains(at) === true;
    };
    const copy = (event: ClipboardEvent): boolean => {
      const { bundle, selected, active } = flow.getState();
      const ids = selected.length > 0 ? selected : active === null ? [] : [active];
      if (!isHere() || ids.length === 0) return false;
      event.clipboardData?.setData('text/plain', fragmentText(fragmentOf(bundle, ids)));
      event.preventDefault();
      announce(`${counted(ids.length, 'node')} copied`);
      return true;
    };
    const cut = (event: ClipboardEvent): void => {
      if (!flow.getState().readOnly && copy(event)) removeSelected(flow, true);
    };
    const paste = (event: ClipboardEvent): void => {
      if (!isHere() || flow.getState().readOnly) return;
      const fragment = readFragment(event.clipboardData?.getData('text/plain') ?? '');
      event.preventDefault();
      if (!fragment) {
        warn('The clipboard holds no nodes. Copy some on a canvas first.');
        return;
      }
      const count = Object.keys(fragment.nodes).length;
      place(flow, fragment, { label: `Paste ${counted(count, 'node')}`, by: OFF });
    };
    const heard = { copy, cut, paste };
    for (const [name, hear] of Object.entries(heard)) document.addEventListener(name, hear as EventListener);
    return () => {
      for (const [name, hear] of Object.entries(heard)) document.removeEventListener(name, hear as EventListener);
    };
  }, [flow, frame, announce, warn]);
}
