// The table of Convoso's "External API Data Validation": what is found under a key decides about lead, status, DNC and answer.
import { type ReactElement, useRef } from 'react';
import type { JsonSchema } from '../../flows/language/catalogue.ts';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { Button } from './Button.tsx';
import { useForm } from './form-context.tsx';
import { emptyRow, moved, NO_MATCH, problemAt, withField } from './form-model.ts';
import { DecisionCells, MatchCells } from './KeyValueCells.tsx';
import { focusRow, moveByKey, numbered, RowTools, rowsOf } from './RowsField.tsx';
import './key-value-table.css';

interface KeyValueFieldProps {
  field: { key: string; path: string; schema: JsonSchema; title: string };
  siblings: JsonObject;
  onChange: (value: Json | undefined) => void;
  onSibling: (key: string, value: Json | undefined) => void;
}

/** The table as a field of a schema form: its rows, and the sibling `noMatch` as its last row. */
export function KeyValueField({ field, siblings, onChange, onSibling }: KeyValueFieldProps): ReactElement {
  const noMatch = siblings[NO_MATCH];
  return (
    <KeyValueTable
      path={field.path}
      title={field.title}
      about={field.schema.description ?? ''}
      items={field.schema.items ?? {}}
      rows={rowsOf(siblings[field.key])}
      noMatch={typeof noMatch === 'object' && noMatch !== null && !Array.isArray(noMatch) ? noMatch : {}}
      onRows={onChange}
      onNoMatch={(value) => onSibling(NO_MATCH, value)}
    />
  );
}

interface KeyValueTableProps {
  /** Dotted path of the rows, as problems name them. */
  path: string;
  title: string;
  about: string;
  items: JsonSchema;
  rows: JsonObject[];
  noMatch: JsonObject;
  onRows: (rows: JsonObject[]) => void;
  onNoMatch: (decision: JsonObject) => void;
}

const HEADS = ['Key', 'Comparison', 'Value', 'Create lead', 'Status', 'Add to DNC', 'Success', 'Exit'];

/** Rows are tried from the top, the first match wins; the last row holds where none matches. */
export function KeyValueTable(props: KeyValueTableProps): ReactElement {
  const { path, title, about, items, rows, noMatch, onRows, onNoMatch } = props;
  const { problems, isReadOnly } = useForm();
  const root = useRef<HTMLDivElement>(null);
  const move = (from: number, to: number): void => {
    if (to < 0 || to >= rows.length) return;
    onRows(moved(rows, from, to));
    focusRow(root.current, to);
  };
  const add = (): void => {
    onRows([...rows, { ...emptyRow(items), key: lastKey(rows) }]);
    focusRow(root.current, rows.length);
  };
  const error = problemAt(problems, path);
  return (
    <div className="lf-kv" ref={root}>
      <p className="lf-label">{title}</p>
      <p className="lf-field__help">{about || 'Rows are tried from the top; the first that matches decides.'}</p>
      {error && <p className="lf-field__error">{error}</p>}
      <table className="lf-kv__table" aria-label={title}>
        <thead>
          <tr>
            {HEADS.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
            <th scope="col">
              <span className="lf-hidden">Order and remove</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {numbered(rows).map(({ row, index, id }) => {
            const change = (key: string, value: Json | undefined): void =>
              onRows(rows.map((other, at) => (at === index ? withField(other, key, value) : other)));
            const cells = { row, path: `${path}.${index}`, name: `row ${index + 1}`, items, onChange: change };
            return (
              <tr
                key={id}
                data-row={index}
                data-field={`${path}.${index}`}
                onKeyDown={(event) => moveByKey(event, (by) => move(index, index + by))}
              >
                <MatchCells {...cells} />
                <DecisionCells {...cells} hasExit />
                <td className="lf-kv__tools">
                  {!isReadOnly && (
                    <RowTools
                      index={index}
                      count={rows.length}
                      onMove={move}
                      onRemove={() => onRows(rows.filter((_, at) => at !== index))}
                    />
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr data-field={NO_MATCH}>
            <th scope="row" colSpan={3}>
              No match <span className="lf-muted lf-small">when no row above matches</span>
            </th>
            <DecisionCells
              row={noMatch}
              path={NO_MATCH}
              name="no match"
              items={items}
              onChange={(key, value) => onNoMatch(withField(noMatch, key, value))}
            />
            <td className="lf-kv__tools" />
          </tr>
        </tfoot>
      </table>
      {!isReadOnly && (
        <div>
          <Button size="small" icon="plus" onPress={add}>
            Add row
          </Button>
        </div>
      )}
    </div>
  );
}

/** Rows mostly look under the same key, so a new one starts with it. */
function lastKey(rows: readonly JsonObject[]): string {
  const key = rows.at(-1)?.key;
  return typeof key === 'string' ? key : '';
}
