// Hears the keys of the canvas, and leaves alone what a person types into a field.
import type { KeyboardEvent } from 'react';
import { bindingFor } from '../keys/stroke.ts';
import { isTyping } from '../keys/targets.ts';
import { useFlow } from './drawing-context.ts';
import type { RunCommand } from './use-canvas-commands.ts';

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
