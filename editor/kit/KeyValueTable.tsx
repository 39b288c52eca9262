// The table of Convoso's "External API Data Validation": what is found under a key decides about lead, status, DNC and answer.
import type { ReactElement } from 'react';
import type { Decided } from '../../flows/language/decision.ts';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { Badge } from './Badge.tsx';
import { Button } from './Button.tsx';
import { type Choice, type FormProblem, problemAt, withField } from './form-model.ts';
import { type CellsAround, DecisionCells, MatchCells } from './KeyValueCells.tsx';
import { RowTools } from './RowTools.tsx';
import { TableHead } from './TableHead.tsx';
import { type Rows, useRows } from './use-rows.ts';
import './key-value-table.css';

/** What a host hands over: a node, or a page of settings. */
export interface KeyValueTableProps {
  title: string;
  about?: string;
  rows: readonly JsonObject[];
  noMatch: JsonObject;
  onRows: (rows: JsonObject[]) => void;
  onNoMatch: (decision: JsonObject) => void;
  /** The statuses that a lead may get. */
  statuses: readonly Choice[];
  /** Paths of a sample answer, with what they hold. */
  keys?: readonly Choice[];
  /** What the table makes of the sample answer; its row is marked. */
  decided?: Decided | undefined;
  /** Where nothing goes on by ports there is no such column. */
  hasPorts?: boolean;
  problems?: readonly FormProblem[];
  isReadOnly?: boolean;
  /** Dotted paths of the rows and of the last row, as problems name them. */
  path?: string;
  noMatchPath?: string;
}

const TITLES = ['Row', 'Key', 'Comparison', 'Value', 'Create lead', 'Status', 'Add to DNC', 'Success'];
const NOTHING: readonly never[] = [];

/** Rows are tried from the top, the first match wins; the last row holds where none matches. */
export function KeyValueTable(props: KeyValueTableProps): ReactElement {
  const { title, about, noMatch, onNoMatch, statuses, keys = NOTHING, decided, hasPorts = false } = props;
  const { problems = NOTHING, isReadOnly = false, path = 'rows', noMatchPath = 'noMatch' } = props;
  const rows = useRows(props.rows, props.onRows);
  const error = problemAt(problems, path);
  const around: CellsAround = { problems, isReadOnly, statuses, keys, hasPorts };
  return (
    <div className="lf-kv" ref={rows.root}>
      <p className="lf-label">{title}</p>
      <p className="lf-field__help">
        {about} Rows are tried from the top; the first match wins, and the rows below it do not count.
      </p>
      {error && <p className="lf-field__error">{error}</p>}
      <table className="lf-kv__table" aria-label={title}>
        <TableHead titles={hasPorts ? [...TITLES, 'Port'] : TITLES} />
        <KeyValueRows rows={rows} path={path} decided={decided} around={around} />
        <tfoot>
          <tr data-field={noMatchPath} data-decided={decided?.row === 0 ? '' : undefined}>
            <th scope="row" colSpan={4}>
              No match <span className="lf-muted lf-small">when no row above matches</span>
              {decided?.row === 0 && <Badge tone="accent">Decides for the sample answer</Badge>}
            </th>
            <DecisionCells
              row={noMatch}
              path={noMatchPath}
              name="no match"
              around={around}
              fixedPort="no-match"
              onChange={(key, value) => onNoMatch(withField(noMatch, key, value))}
            />
            <td className="lf-kv__tools" />
          </tr>
        </tfoot>
      </table>
      <p role="status" className="lf-hidden">
        {rows.said}
      </p>
      {!isReadOnly && (
        <div>
          <Button size="small" icon="plus" onPress={() => rows.add({ key: lastKey(props.rows), value: '' })}>
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
  decided: Decided | undefined;
  around: CellsAround;
}

function KeyValueRows({ rows, path, decided, around }: KeyValueRowsProps): ReactElement {
  return (
    <tbody>
      {rows.numbered.map(({ row, index, id }) => {
        const change = (key: string, value: Json | undefined): void => rows.replace(index, withField(row, key, value));
        const cells = { row, path: `${path}.${index}`, name: `row ${index + 1}`, around, onChange: change };
        const isDecided = decided?.row === index + 1;
        return (
          <tr
            key={id}
            data-row={index}
            data-field={cells.path}
            data-drag={rows.look(index)}
            data-decided={isDecided ? '' : undefined}
            onKeyDown={(event) => rows.onKeyDown(event, index)}
          >
            <th scope="row" className="lf-kv__row">
              <span className="lf-kv__number">{index + 1}</span>
              {isDecided && <Badge tone="accent">{`Row ${index + 1} matches the sample answer`}</Badge>}
            </th>
            <MatchCells {...cells} />
            <DecisionCells {...cells} />
            <td className="lf-kv__tools">{!around.isReadOnly && <RowTools index={index} rows={rows} />}</td>
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
