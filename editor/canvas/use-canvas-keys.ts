// Hears the keys of the canvas, and leaves alone what a person types into a field.
import { type KeyboardEvent, useRef } from 'react';
import { type At, bindingFor, chordOf, keyText } from '../keys/stroke.ts';
import { isTyping } from '../keys/targets.ts';
import { useDrawing } from './drawing-context.ts';
import type { RunCommand } from './use-canvas-commands.ts';

const MODIFIERS = ['Control', 'Shift', 'Alt', 'Meta'];

/** The handler for keys pressed inside the canvas. On an edge its own keys come first. */
export function useCanvasKeys(run: RunCommand): (event: KeyboardEvent) => void {
  const { flow } = useDrawing();
  const first = useRef<string>(undefined);
  return (event) => {
    const { target, nativeEvent } = event;
    if (isTyping(target) || event.defaultPrevented || MODIFIERS.includes(event.key)) return;
    const isButton = target instanceof Element && target.closest('button, a') !== null;
    if (isButton && (event.key === 'Enter' || event.key === ' ')) return;
    const { readOnly: reading, say } = flow.getState();
    const after = first.current;
    first.current = undefined;
    const at: At = { scope: 'canvas', typing: false, reading, after };
    const isEdge = target instanceof Element && target.closest('.react-flow__edge') !== null;
    const binding = (isEdge && bindingFor(nativeEvent, { ...at, scope: 'edge' })) || bindingFor(nativeEvent, at);
    const chord = after === undefined ? chordOf(nativeEvent, at) : undefined;
    // The second of two strokes that is none of ours does nothing at all.
    if (!binding && chord === undefined && after === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (binding) run(binding.command, event.shiftKey);
    else if (chord !== undefined) {
      first.current = chord;
      say(`${keyText(chord)}, and now L, R, T, B, C or M to line up, H or V for the same gaps`);
    }
  };
}
