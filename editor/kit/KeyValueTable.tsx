// The table of Convoso's "External API Data Validation": what is found under a key decides about lead, status, DNC and answer.
import type { ReactElement } from 'react';
import type { JsonSchema } from '../../flows/language/catalogue.ts';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { Button } from './Button.tsx';
import { useForm } from './form-context.ts';
import { emptyRow, NO_MATCH, problemAt, rowsOf, withField } from './form-model.ts';
import { DecisionCells, MatchCells } from './KeyValueCells.tsx';
import { RowTools } from './RowTools.tsx';
import { TableHead } from './TableHead.tsx';
import { type Rows, useRows } from './use-rows.ts';
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

const TITLES = ['Key', 'Comparison', 'Value', 'Create lead', 'Status', 'Add to DNC', 'Success', 'Port'];

/** Rows are tried from the top, the first match wins; the last row holds where none matches. */
export function KeyValueTable(props: KeyValueTableProps): ReactElement {
  const { path, title, about, items, noMatch, onNoMatch } = props;
  const { problems, isReadOnly } = useForm();
  const rows = useRows(props.rows, props.onRows);
  const error = problemAt(problems, path);
  return (
    <div className="lf-kv" ref={rows.root}>
      <p className="lf-label">{title}</p>
      <p className="lf-field__help">{about || 'Rows are tried from the top; the first that matches decides.'}</p>
      {error && <p className="lf-field__error">{error}</p>}
      <table className="lf-kv__table" aria-label={title}>
        <TableHead titles={TITLES} />
        <KeyValueRows rows={rows} path={path} items={items} />
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
          <Button size="small" icon="plus" onPress={() => rows.add({ ...emptyRow(items), key: lastKey(props.rows) })}>
            Add row
          </Button>
        </div>
      )}
    </div>
  );
}

interface KeyValueRowsProps {
  rows: Rows<JsonObject>;
  path: string;
  items: JsonSchema;
}

function KeyValueRows({ rows, path, items }: KeyValueRowsProps): ReactElement {
  const { isReadOnly } = useForm();
  return (
    <tbody>
      {rows.numbered.map(({ row, index, id }) => {
        const change = (key: string, value: Json | undefined): void => rows.replace(index, withField(row, key, value));
        const cells = { row, path: `${path}.${index}`, name: `row ${index + 1}`, items, onChange: change };
        return (
          <tr key={id} data-row={index} data-field={cells.path} onKeyDown={(event) => rows.onKeyDown(event, index)}>
            <MatchCells {...cells} />
            <DecisionCells {...cells} hasPort />
            <td className="lf-kv__tools">{!isReadOnly && <RowTools index={index} rows={rows} />}</td>
          </tr>
        );
      })}
    </tbody>
  );
}

/** Rows mostly look under the same key, so a new one starts with it. */
function lastKey(rows: readonly JsonObject[]): string {
  const key = rows.at(-1)?.key;
  return typeof key === 'string' ? key : '';
}
