// A field that holds an expression: a plain text area until it has the focus, a code editor from then on.
import { type ReactElement, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { Button } from './Button.tsx';
import type { OpenEditor } from './code-editor.ts';
import { useForm } from './form-context.ts';
import { exampleOf, problemAt } from './form-model.ts';
import { fileOf } from './form-values.ts';
import { Icon } from './Icon.tsx';
import type { PathHint, TextMark } from './path-hint.ts';
import type { FieldControlProps } from './SchemaField.tsx';
import './expression.css';
import './field.css';

/** An expression of a schema form. `isPrefixed`: the value keeps its leading `=`, which is not shown. */
export function ExpressionField(props: FieldControlProps & { isPrefixed?: boolean }): ReactElement {
  const { field, siblings, onChange, hideLabel, isPrefixed } = props;
  const { problems, isReadOnly, suggest, notes } = useForm();
  const value = siblings[field.key] ?? field.schema.default;
  const text = typeof value === 'string' ? value : '';
  const change = (next: string): void => {
    if (isPrefixed) onChange(`=${next}`);
    else onChange(next.trim() === '' && !field.isRequired ? undefined : next);
  };
  return (
    <ExpressionInput
      label={field.title}
      hideLabel={hideLabel ?? false}
      description={hideLabel ? undefined : (notes[field.path] ?? field.schema.description)}
      error={problemAt(problems, field.path)}
      isReadOnly={isReadOnly}
      isRequired={field.isRequired}
      value={isPrefixed ? text.replace(/^=/, '') : text}
      onChange={change}
      placeholder={exampleOf(field.schema).replace(/^=/, '')}
      suggest={suggest}
    />
  );
}

interface ExpressionInputProps {
  label: string;
  hideLabel?: boolean;
  description?: string | undefined;
  error?: string | undefined;
  isReadOnly?: boolean;
  isRequired?: boolean;
  value: string;
  onChange: (text: string) => void;
  placeholder?: string;
  /** Paths offered while typing, besides lead, trigger, steps, flow, run and vars. */
  suggest?: readonly PathHint[];
  /** What is wrong at a place of the text: underlined there while the editor is open. */
  mark?: TextMark | undefined;
}

/** A text area for one expression, with completion and colours while it has the focus. */
export function ExpressionInput(props: ExpressionInputProps): ReactElement {
  const { label, hideLabel, description, error, isReadOnly, value, placeholder } = props;
  const [isActive, setActive] = useState(false);
  const id = useId();
  const notes = [error && `${id}-error`, description && `${id}-help`].filter(Boolean).join(' ');
  const lines = Math.min(12, value.split('\n').length);
  return (
    <div className="lf-field" data-invalid={error ? true : undefined} data-readonly={isReadOnly ? true : undefined}>
      {!hideLabel && (
        <label className="lf-label" htmlFor={id}>
          {label}
          {props.isRequired && (
            <span className="lf-label__required" aria-hidden="true">
              *
            </span>
          )}
        </label>
      )}
      <div className="lf-frame lf-expression">
        <span className="lf-expression__mark" aria-hidden="true" title="Expression">
          <Icon name="braces" size={14} />
        </span>
        {isActive && !isReadOnly ? (
          <LiveEditor {...props} notes={`${id}-error ${id}-help`} onLeave={() => setActive(false)} />
        ) : (
          <textarea
            id={id}
            className="lf-input lf-mono lf-expression__text"
            rows={lines}
            value={value}
            placeholder={placeholder}
            readOnly={isReadOnly}
            spellCheck={false}
            onFocus={() => setActive(true)}
            onChange={(event) => props.onChange(event.target.value)}
            {...(hideLabel ? { 'aria-label': label } : {})}
            aria-describedby={notes || undefined}
            aria-invalid={error ? true : undefined}
          />
        )}
      </div>
      {description && (
        <p id={`${id}-help`} className="lf-field__help">
          {description}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="lf-field__error">
          {error}
        </p>
      )}
    </div>
  );
}

/** The code editor, once its code is loaded; the plain text area until then. */
function LiveEditor(props: ExpressionInputProps & { notes: string; onLeave: () => void }): ReactElement {
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const told = useRef(props.value);
  const editor = useRef<OpenEditor>(undefined);
  const [isReady, setReady] = useState(false);
  useEffect(() => {
    let isGone = false;
    const opened = import('./code-editor.ts').then(({ openExpressionEditor }) => {
      if (isGone || !host.current) return;
      setReady(true);
      editor.current = openExpressionEditor({
        parent: host.current,
        text: latest.current.value,
        label: latest.current.label,
        describedBy: latest.current.notes,
        placeholder: latest.current.placeholder ?? '',
        suggest: () => latest.current.suggest ?? [],
        onChange: (text) => {
          told.current = text;
          latest.current.onChange(text);
        },
        onLeave: () => latest.current.onLeave(),
      });
    });
    // Without the code editor (offline, or a newer build on the server) the plain field goes on taking the text.
    opened.catch(() => undefined);
    return () => {
      isGone = true;
      editor.current?.destroy();
      editor.current = undefined;
    };
  }, []);
  const { value, mark } = props;
  // An undo, a merge or a drop changes the text from outside; what was typed here comes back as it was told.
  useLayoutEffect(() => {
    if (isReady && value.trim() !== told.current.trim()) editor.current?.setText(value);
    told.current = value;
  }, [isReady, value]);
  const [at, says] = [mark?.at, mark?.says];
  useEffect(() => {
    if (isReady) editor.current?.setMark(at === undefined || says === undefined ? undefined : { at, says });
  }, [isReady, at, says]);
  return (
    <>
      <div ref={host} className="lf-expression__editor" />
      {!isReady && <WaitingText {...props} />}
    </>
  );
}

/** Takes what is typed in the moment before the code editor is there. */
function WaitingText({ label, value, onChange }: ExpressionInputProps): ReactElement {
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => area.current?.focus(), []);
  return (
    <textarea
      ref={area}
      className="lf-input lf-mono lf-expression__text"
      rows={Math.min(12, value.split('\n').length)}
      aria-label={label}
      value={value}
      spellCheck={false}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** An expression that is kept in a file of the flow's folder. */
export function FileExpression({ field, siblings, onChange }: FieldControlProps): ReactElement {
  const { files, onFileChange, isReadOnly, suggest, problems } = useForm();
  const name = fileOf(siblings[field.key]) ?? '';
  const text = files[name];
  return (
    <div className="lf-stack lf-stack--tight">
      <ExpressionInput
        label={`${field.title}, in ${name}`}
        description={
          text === undefined
            ? `The file ${name} is not in this flow's folder. Choose "Write it here" to type the expression.`
            : field.schema.description
        }
        error={problemAt(problems, field.path)}
        isReadOnly={isReadOnly || onFileChange === undefined}
        value={text ?? ''}
        onChange={(next) => onFileChange?.(name, next)}
        suggest={suggest}
      />
      {!isReadOnly && (
        <div>
          <Button size="small" icon="edit" onPress={() => onChange(text ?? '')}>
            Write it here
          </Button>
        </div>
      )}
    </div>
  );
}
