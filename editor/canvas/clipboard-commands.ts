// Copy, cut and paste asked for by a menu, where the browser fires no event of its own.
import { copyText } from '../kit/copy-text.ts';
import { counted } from '../kit/time-words.ts';
import type { FlowStore } from './flow-store.ts';
import { place, removeSelected } from './flow-verbs.ts';
import { fragmentOf, fragmentText, readFragment } from './fragment.ts';
import { focusSelected } from './selection.ts';
import type { Table } from './walk-commands.ts';

/** Pixels by which pasted nodes are set off from where they stood. */
const OFF = 32;

/** The ids that a copy takes: what is selected, else the one node that Tab reaches. */
export function copiedIds(flow: FlowStore): readonly string[] {
  const { selected, active } = flow.getState();
  return selected.length > 0 || active === null ? selected : [active];
}

/** The text of what is selected, for the clipboard; undefined where there is nothing to copy. */
export function copiedText(flow: FlowStore): string | undefined {
  const ids = copiedIds(flow);
  return ids.length === 0 ? undefined : fragmentText(fragmentOf(flow.getState().bundle, ids));
}

/** Makes nodes of a text from the clipboard, selects them and puts the focus there. */
export function pasteText(flow: FlowStore, text: string, isWired: boolean): void {
  const fragment = readFragment(text);
  if (!fragment) {
    flow.getState().refuse('The clipboard holds no nodes. Copy some on a canvas first.');
    return;
  }
  const count = Object.keys(fragment.nodes).length;
  // With their edges they stand where they stood: they come back from being cut, or go to another version of the flow.
  place(flow, fragment, { label: `Paste ${counted(count, 'node')}`, by: isWired ? 0 : OFF, isWired });
  focusSelected(flow);
}

/** The same by command. Reading the clipboard may have the browser ask; the keys never do. */
export function clipboardCommands(flow: FlowStore): Table {
  const copy = async (): Promise<boolean> => {
    const text = copiedText(flow);
    const { say, refuse } = flow.getState();
    if (text === undefined) refuse('Select a node first.');
    const isDone = text !== undefined && (await copyText(text));
    if (isDone) say(`${counted(copiedIds(flow).length, 'node')} copied`);
    else if (text !== undefined) refuse('The browser did not allow copying. Press Ctrl+C on the canvas instead.');
    return isDone;
  };
  const paste = async (isWired: boolean): Promise<void> => {
    const text = await navigator.clipboard?.readText().catch(() => undefined);
    if (text === undefined)
      flow
        .getState()
        .refuse('The browser did not let the page read the clipboard. Press Ctrl+V on the canvas instead.');
    else pasteText(flow, text, isWired);
  };
  return {
    copy: () => void copy(),
    cut: () => void copy().then((isDone) => isDone && flow.getState().lookAt(removeSelected(flow, true))),
    paste: () => void paste(false),
    'paste-wired': () => void paste(true),
  };
}
