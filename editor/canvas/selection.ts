// The keyboard's focus and what is selected, held together.
import type { FlowStore } from './flow-store.ts';

/** Puts the focus on the first node that is selected and brings it into view; all of them stay selected. */
export function focusSelected(flow: FlowStore): void {
  const { selected, look, active } = flow.getState();
  const [first] = selected;
  if (first === undefined) return;
  flow.setState({ look: { node: first, n: look.n + 1, focus: true, centre: false }, active: first ?? active });
}

/**
 * Selects the node that has the focus where the focus moved on after the last selection, by Tab or a screen reader: keys act
 * on what has the focus. `active` is in the selection whenever that was made last.
 */
export function settleSelection(flow: FlowStore, focused: string | undefined): void {
  const { active, selected, select } = flow.getState();
  if (focused !== undefined && focused === active && !selected.includes(focused)) select([focused]);
}
