// The line for finding: what is typed is looked for in names, types and settings, and the nodes found are gone through.
import {
  type KeyboardEvent,
  type ReactElement,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import { IconButton } from '../kit/Button.tsx';
import { Icon } from '../kit/Icon.tsx';
import { useDrawing, useFlow } from './drawing-context.ts';
import { findInFlow } from './find-in-flow.ts';
import { focusSelected } from './selection.ts';
import './find.css';

/** What keys ask of the line while it is open. */
export interface FindWays {
  /** Goes to the next node found, or to the one before. */
  step: (by: 1 | -1) => void;
  /** Puts the focus there, with the text selected. */
  focus: () => void;
}

interface FindBarProps {
  ways: { current: FindWays | null };
  /** What was looked for last, so that F3 goes on with it. */
  start: string;
  /** Where it goes as it opens: on, back, or nowhere. */
  by: 1 | -1 | 0;
  onSearch: (text: string) => void;
  onClose: () => void;
}

/** The line over the canvas. Enter goes to the next node, Escape back to the canvas. */
export function FindBar(props: FindBarProps): ReactElement {
  const { flow } = useDrawing();
  const { text, at, hits, step, search, input } = useSearch(props);
  const close = (): void => {
    props.onClose();
    if (flow.getState().selected.length > 0) focusSelected(flow);
    else flow.getState().lookAt(null);
  };
  const hear = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const words = foundWords(text, hits.length, at);
  return (
    <search className="fl-find" aria-label="Find in this flow">
      <div className="lf-frame fl-find__frame">
        <Icon name="search" size={14} />
        <input
          ref={input}
          className="lf-input"
          aria-label="Find in this flow"
          placeholder="Name, type or setting"
          spellCheck={false}
          value={text}
          onChange={(event) => search(event.target.value)}
          onKeyDown={hear}
        />
        <span className="fl-find__count lf-numbers">{words}</span>
      </div>
      <IconButton size="small" icon="up" label="The one before" shortcut="Shift+F3" onPress={() => step(-1)} />
      <IconButton size="small" icon="down" label="Next" shortcut="F3" onPress={() => step(1)} />
      <IconButton size="small" icon="cross" label="Close the search" shortcut="Esc" onPress={close} />
      <p className="fl-find__where" role="status">
        {hits[at] ? `${words}. ${hits[at].where}` : words}
      </p>
    </search>
  );
}

/** What is looked for, what was found, and which of it is shown. It goes on from the node that is selected. */
function useSearch({ ways, start, by, onSearch }: FindBarProps) {
  const { flow } = useDrawing();
  const bundle = useFlow((state) => state.bundle);
  const catalogue = useFlow((state) => state.catalogue);
  const active = useFlow((state) => state.active);
  const [text, setText] = useState(start);
  const input = useRef<HTMLInputElement>(null);
  const hits = useMemo(() => findInFlow({ bundle, catalogue }, text), [bundle, catalogue, text]);
  const [at, setAt] = useState(() => hits.findIndex(({ node }) => node === active));
  const go = (to: number): void => {
    setAt(to);
    if (hits[to]) flow.getState().show(hits[to].node, false);
  };
  const step = (way: 1 | -1): void => {
    if (hits.length > 0) go((Math.max(at, way === 1 ? -1 : 0) + way + hits.length) % hits.length);
  };
  const search = (wanted: string): void => {
    setText(wanted);
    onSearch(wanted);
    const [first] = findInFlow({ bundle, catalogue }, wanted);
    setAt(first ? 0 : -1);
    if (first) flow.getState().show(first.node, false);
  };
  useImperativeHandle(ways, () => ({ step, focus: () => toInput(input.current) }));
  const opened = useRef(() => {
    toInput(input.current);
    if (by !== 0) step(by);
  });
  useEffect(() => opened.current(), []);
  return { text, at, hits, step, search, input };
}

/** The focus, with what was looked for last selected: typing puts something else in its place. */
function toInput(input: HTMLInputElement | null): void {
  input?.focus();
  input?.select();
}

function foundWords(text: string, found: number, at: number): string {
  if (text.trim() === '') return '';
  if (found === 0) return 'Not in this flow';
  return at < 0 ? `${found} found` : `${at + 1} of ${found}`;
}
