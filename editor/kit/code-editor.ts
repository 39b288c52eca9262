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
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, keymap, placeholder } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { completeExpression, jsonataLanguage } from './jsonata-language.ts';

interface EditorOptions {
  parent: HTMLElement;
  text: string;
  label: string;
  /** Ids of help and error. */
  describedBy: string;
  placeholder: string;
  suggest: () => readonly string[];
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
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)', fontSize: '12.5px', padding: '4px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '4px 8px', borderRadius: '4px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { background: 'var(--hover)', color: 'var(--text)' },
  '.cm-completionDetail': { color: 'var(--text-muted)', fontStyle: 'normal' },
  '.cm-completionInfo': { padding: '6px 10px', maxWidth: '280px' },
});

/** Opens the editor with the focus in it and the cursor at the end. Tab leaves it. */
export function openExpressionEditor(options: EditorOptions): { destroy: () => void; setText: (text: string) => void } {
  const attributes = {
    'aria-label': options.label,
    ...(options.describedBy ? { 'aria-describedby': options.describedBy } : {}),
  };
  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({
      doc: options.text,
      selection: { anchor: options.text.length },
      extensions: [
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
          ...defaultKeymap,
          ...historyKeymap,
        ]),
        placeholder(options.placeholder),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of(attributes),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) options.onChange(update.state.doc.toString());
          if (update.focusChanged && !update.view.hasFocus) options.onLeave();
        }),
        look,
      ],
    }),
  });
  view.focus();
  return {
    destroy: () => view.destroy(),
    setText: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
  };
}
