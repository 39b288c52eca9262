// The code editor for expressions (CodeMirror): loaded when an expression first gets the focus.
import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, keymap, placeholder } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { completeExpression, jsonataLanguage } from './jsonata-language.ts';
import type { PathHint, TextMark } from './path-hint.ts';

interface EditorOptions {
  parent: HTMLElement;
  text: string;
  label: string;
  /** Ids of help and error. */
  describedBy: string;
  placeholder: string;
  suggest: () => readonly PathHint[];
  onChange: (text: string) => void;
  /** Called when the focus leaves the editor. */
  onLeave: () => void;
}

const colours = HighlightStyle.define([
  { tag: tags.string, color: 'var(--ok)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--cat-logic)' },
  { tag: tags.function(tags.variableName), color: 'var(--cat-trigger)' },
  { tag: tags.special(tags.variableName), color: 'var(--cat-http)' },
  { tag: tags.keyword, color: 'var(--cat-guard)' },
  { tag: tags.comment, color: 'var(--text-muted)', fontStyle: 'italic' },
  { tag: tags.regexp, color: 'var(--cat-transform)' },
]);

const look = EditorView.theme({
  '&': { background: 'none', color: 'var(--text)', fontSize: '12.5px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '18px', maxHeight: '360px' },
  '.cm-content': { padding: '7px 10px', caretColor: 'var(--text)' },
  '.cm-line': { padding: '0' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-placeholder': { color: 'var(--text-muted)' },
  '&.cm-focused .cm-matchingBracket': { background: 'var(--accent-bg)', outline: '1px solid var(--accent)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'color-mix(in srgb, var(--accent) 28%, transparent)',
  },
  '.cm-tooltip': {
    border: '1px solid var(--border)',
    borderRadius: '8px',
    background: 'var(--raised)',
    color: 'var(--text)',
    boxShadow: 'var(--shadow)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--mono)',
    fontSize: '12.5px',
    padding: '4px',
    maxHeight: '230px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '4px 8px', borderRadius: '4px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { background: 'var(--hover)', color: 'var(--text)' },
  '.cm-completionDetail': { color: 'var(--text-muted)', fontStyle: 'normal' },
  '.cm-completionInfo': { padding: '6px 10px', maxWidth: '280px' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    paddingBottom: '0',
    textDecoration: 'underline wavy var(--err)',
    textUnderlineOffset: '3px',
    textDecorationSkipInk: 'none',
  },
  '.cm-lintPoint::after': { borderBottomColor: 'var(--err)' },
  '.cm-diagnostic': { padding: '6px 10px', maxWidth: '420px' },
  '.cm-diagnostic-error': { borderLeft: '3px solid var(--err)' },
});

/** An open editor. After `destroy` the others do nothing. */
export interface OpenEditor {
  destroy: () => void;
  /** Shows this text, where it is another one than is there; the cursor stays as near as it can. */
  setText: (text: string) => void;
  /** Underlines what is wrong, and says it over the place and by F8; undefined takes the mark away. */
  setMark: (mark: TextMark | undefined) => void;
}

/** Opens the editor with the focus in it and the cursor at the end. Tab leaves it. */
export function openExpressionEditor(options: EditorOptions): OpenEditor {
  let isOpen = true;
  // A text that was set from outside is not typed: telling it back would make a change out of an undo.
  let isTold = false;
  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({
      doc: options.text,
      selection: { anchor: options.text.length },
      extensions: [
        ...extensionsFor(options),
        EditorView.updateListener.of((update) => {
          if (!isOpen) return;
          if (update.docChanged && !isTold) options.onChange(update.state.doc.toString());
          if (update.focusChanged && !update.view.hasFocus) options.onLeave();
        }),
      ],
    }),
  });
  view.focus();
  return {
    destroy: () => {
      isOpen = false;
      view.destroy();
    },
    setText: (text) => {
      if (!isOpen || text === view.state.doc.toString()) return;
      isTold = true;
      const anchor = Math.min(view.state.selection.main.anchor, text.length);
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor } });
      isTold = false;
    },
    setMark: (mark) => {
      if (!isOpen) return;
      view.dispatch(setDiagnostics(view.state, mark ? [diagnosticOf(view.state.doc.toString(), mark)] : []));
    },
  };
}

function extensionsFor(options: EditorOptions): Extension[] {
  const attributes = {
    'aria-label': options.label,
    ...(options.describedBy ? { 'aria-describedby': options.describedBy } : {}),
  };
  return [
    history(),
    drawSelection(),
    bracketMatching(),
    closeBrackets(),
    jsonataLanguage,
    syntaxHighlighting(colours),
    autocompletion({ override: [(context) => completeExpression(context, options.suggest())], icons: false }),
    keymap.of([
      { key: 'Tab', run: acceptCompletion },
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...lintKeymap,
      ...defaultKeymap,
      ...historyKeymap,
    ]),
    placeholder(options.placeholder),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of(attributes),
    look,
  ];
}

/** The word or sign that begins at the place; at the end of the text, the last one. */
function diagnosticOf(text: string, { at, says }: TextMark): Diagnostic {
  const from = Math.min(Math.max(at, 0), Math.max(0, text.trimEnd().length - 1));
  const token = /^\s*(?:"[^"]*"?|[$\w]+|\S)/.exec(text.slice(from))?.[0].length ?? 0;
  return { from, to: Math.min(text.length, from + token), severity: 'error', message: says };
}
