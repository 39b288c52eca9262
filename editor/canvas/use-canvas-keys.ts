// Hears the keys of the canvas and of the page, and leaves alone what a person types into a field.
import { type KeyboardEvent, useEffect } from 'react';
import { useFlow } from './drawing-context.ts';
import { bindingFor } from './keymap.ts';
import type { RunCommand } from './use-canvas-commands.ts';

const TYPING = 'input, textarea, select, [contenteditable]:not([contenteditable=false])';
const ELSEWHERE = '[role=menu], [role=listbox], [role=dialog], [role=alertdialog]';

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(`${TYPING}, ${ELSEWHERE}`) !== null;
}

/** The handler for keys pressed inside the canvas. */
export function useCanvasKeys(run: RunCommand): (event: KeyboardEvent) => void {
  const reading = useFlow((state) => state.readOnly);
  return (event) => {
    const { target, nativeEvent } = event;
    if (isTyping(target) || event.defaultPrevented) return;
    const isButton = target instanceof Element && target.closest('button, a') !== null;
    if (isButton && (event.key === 'Enter' || event.key === ' ')) return;
    const binding = bindingFor(nativeEvent, { scope: 'canvas', typing: false, reading });
    if (!binding) return;
    event.preventDefault();
    event.stopPropagation();
    run(binding.command, event.shiftKey);
  };
}

/** Hears the keys that work anywhere on the page. A dialog over the page keeps them to itself. */
export function usePageKeys(run: RunCommand): void {
  const reading = useFlow((state) => state.readOnly);
  useEffect(() => {
    const heard = (event: globalThis.KeyboardEvent): void => {
      if (event.defaultPrevented || document.querySelector('[role=dialog][aria-modal=true], .lf-modal')) return;
      const binding = bindingFor(event, { scope: 'page', typing: isTyping(event.target), reading });
      if (!binding) return;
      event.preventDefault();
      run(binding.command, event.shiftKey);
    };
    window.addEventListener('keydown', heard);
    return () => window.removeEventListener('keydown', heard);
  }, [run, reading]);
}
