// A table of rows in a schema form: add, remove, and put in order by buttons or Alt+Up and Alt+Down.
import { type KeyboardEvent, type ReactElement, useRef } from 'react';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { Button, IconButton } from './Button.tsx';
import { useForm } from './form-context.tsx';
import { emptyRow, fieldsOf, moved, problemAt, withField } from './form-model.ts';
import { type FieldControlProps, SchemaField } from './SchemaField.tsx';
import './rows.css';

/** The rows as cards of fields, which stay readable in a narrow panel. */
export function RowsField({ field, siblings, onChange }: FieldControlProps): ReactElement {
  const { problems, isReadOnly } = useForm();
  const root = useRef<HTMLFieldSetElement>(null);
  const items = field.schema.items ?? {};
  const rows = rowsOf(siblings[field.key]);
  const set = (next: readonly JsonObject[]): void =>
    onChange(next.length === 0 && !field.isRequired ? undefined : [...next]);
  const move = (from: number, to: number): void => {
    if (to < 0 || to >= rows.length) return;
    set(moved(rows, from, to));
    focusRow(root.current, to);
  };
  const error = problemAt(problems, field.path);
  const isFull = rows.length >= (field.schema.maxItems ?? Number.POSITIVE_INFINITY);
  return (
    <fieldset className="lf-rows" ref={root}>
      <legend className="lf-label">
        {field.title}
        {field.isRequired && <span className="lf-label__required">*</span>}
      </legend>
      {field.schema.description && <p className="lf-field__help">{field.schema.description}</p>}
      {error && <p className="lf-field__error">{error}</p>}
      {numbered(rows).map(({ row, index, id }) => (
        <fieldset
          key={id}
          className="lf-rows__row"
          aria-label={`${field.title}, row ${index + 1} of ${rows.length}`}
          data-row={index}
          onKeyDown={(event) => moveByKey(event, (by) => move(index, index + by))}
        >
          <div className="lf-rows__fields">
            {fieldsOf(items, `${field.path}.${index}`).map((each) => {
              const change = (key: string, next: Json | undefined): void =>
                set(rows.map((other, at) => (at === index ? withField(other, key, next) : other)));
              return (
                <SchemaField
                  key={each.key}
                  field={each}
                  siblings={row}
                  onChange={(next) => change(each.key, next)}
                  onSibling={change}
                />
              );
            })}
          </div>
          {!isReadOnly && (
            <RowTools
              index={index}
              count={rows.length}
              onMove={move}
              onRemove={() => set(rows.filter((_, at) => at !== index))}
            />
          )}
        </fieldset>
      ))}
      {!isReadOnly && (
        <Button
          size="small"
          icon="plus"
          isDisabled={isFull}
          onPress={() => {
            set([...rows, emptyRow(items)]);
            focusRow(root.current, rows.length);
          }}
        >
          Add row
        </Button>
      )}
    </fieldset>
  );
}

interface RowToolsProps {
  index: number;
  count: number;
  onMove: (from: number, to: number) => void;
  onRemove: () => void;
}

/** Up, down and remove for one row. */
export function RowTools({ index, count, onMove, onRemove }: RowToolsProps): ReactElement {
  return (
    <div className="lf-row-tools">
      <IconButton
        size="small"
        icon="up"
        label={`Move row ${index + 1} up`}
        isDisabled={index === 0}
        onPress={() => onMove(index, index - 1)}
      />
      <IconButton
        size="small"
        icon="down"
        label={`Move row ${index + 1} down`}
        isDisabled={index === count - 1}
        onPress={() => onMove(index, index + 1)}
      />
      <IconButton size="small" icon="trash" kind="danger" label={`Remove row ${index + 1}`} onPress={onRemove} />
    </div>
  );
}

/** Alt+Up and Alt+Down move the row that has the focus. */
export function moveByKey(event: KeyboardEvent, move: (by: -1 | 1) => void): void {
  if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
  event.preventDefault();
  event.stopPropagation();
  move(event.key === 'ArrowUp' ? -1 : 1);
}

/** Rows with their place as their key: they have no identity of their own, and all their inputs are controlled. */
export function numbered<T>(rows: readonly T[]): { row: T; index: number; id: string }[] {
  return rows.map((row, index) => ({ row, index, id: `row ${index}` }));
}

/** Puts the focus on the first input of a row once it is drawn. */
export function focusRow(root: HTMLElement | null, index: number): void {
  requestAnimationFrame(() => {
    root?.querySelector(`[data-row="${index}"]`)?.querySelector<HTMLElement>('input, textarea, button')?.focus();
  });
}

/** The rows of a value; what is not an object is left out. */
export function rowsOf(value: Json | undefined): JsonObject[] {
  if (!Array.isArray(value)) return [];
  return value.filter((row): row is JsonObject => typeof row === 'object' && row !== null && !Array.isArray(row));
}
