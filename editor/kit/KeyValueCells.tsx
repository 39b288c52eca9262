// The cells of the key/value table: what a row looks for, and what it decides.
import { type ReactElement, type ReactNode, useId } from 'react';
import { COMPARISONS, isValueless } from '../../flows/language/decision.ts';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { ComboBox } from './ComboBox.tsx';
import { tableRowOf } from './decision-words.ts';
import { type Choice, type FormProblem, problemAt } from './form-model.ts';
import { Select } from './Select.tsx';
import { Switch } from './Switch.tsx';
import { TextField } from './TextField.tsx';

/** What all cells of a table share. */
export interface CellsAround {
  problems: readonly FormProblem[];
  isReadOnly: boolean;
  statuses: readonly Choice[];
  /** Paths of the sample answer. */
  keys: readonly Choice[];
  hasPorts: boolean;
}

interface CellsProps {
  row: JsonObject;
  path: string;
  /** What the row is called in labels: "row 2", "no match". */
  name: string;
  around: CellsAround;
  onChange: (key: string, value: Json | undefined) => void;
}

const COMPARISON_CHOICES = Object.entries(COMPARISONS).map(([id, label]) => ({ id, label }));

/** Key, comparison and value. */
export function MatchCells({ row, path, name, around, onChange }: CellsProps): ReactElement {
  const { problems, isReadOnly, keys } = around;
  const comparison = tableRowOf(row).comparison ?? 'equals';
  const needsValue = !isValueless(comparison);
  return (
    <>
      <Cell label="Key" path={`${path}.key`}>
        <ComboBox
          label={`Key of ${name}`}
          hideLabel
          isMono
          options={keys}
          value={text(row.key)}
          onChange={(next) => onChange('key', next)}
          placeholder="data.status"
          error={problemAt(problems, `${path}.key`)}
          isReadOnly={isReadOnly}
          allowsAny
        />
      </Cell>
      <Cell label="Comparison" path={`${path}.comparison`}>
        <Select
          label={`Comparison of ${name}`}
          hideLabel
          options={COMPARISON_CHOICES}
          value={comparison}
          onChange={(next) => onChange('comparison', next === 'equals' ? undefined : next)}
          error={problemAt(problems, `${path}.comparison`)}
          isReadOnly={isReadOnly}
        />
      </Cell>
      <Cell label="Value" path={`${path}.value`}>
        <TextField
          label={`Value of ${name}`}
          hideLabel
          isMono
          value={needsValue ? text(row.value) : ''}
          onChange={(next) => onChange('value', next)}
          placeholder={needsValue ? (comparison === 'one-of' ? 'DUP, DUPLICATE' : 'DUP') : 'no value needed'}
          isDisabled={!needsValue}
          error={problemAt(problems, `${path}.value`)}
          isReadOnly={isReadOnly}
        />
      </Cell>
    </>
  );
}

/** Create lead, status, add to DNC, success, and the exit by which the run goes on. */
export function DecisionCells(props: CellsProps & { fixedPort?: string }): ReactElement {
  const { row, path, name, around, onChange, fixedPort } = props;
  const { problems, isReadOnly, statuses, hasPorts } = around;
  const creates = row.createLead === true;
  return (
    <>
      <FlagCell {...props} column="createLead" title="Create lead" />
      <Cell label="Status" path={`${path}.status`}>
        <ComboBox
          label={`Status of ${name}`}
          hideLabel
          options={statuses}
          value={creates ? text(row.status) : ''}
          onChange={(next) => onChange('status', next === '' ? undefined : next)}
          isDisabled={!creates}
          placeholder={creates ? 'NEW' : ''}
          error={problemAt(problems, `${path}.status`)}
          isReadOnly={isReadOnly}
          allowsAny
        />
      </Cell>
      <FlagCell {...props} column="addToDnc" title="Add to DNC" />
      <FlagCell {...props} column="success" title="Success" />
      {hasPorts && (
        <Cell label="Port" path={`${path}.port`}>
          {fixedPort === undefined ? (
            <TextField
              label={`Port of ${name}`}
              hideLabel
              isMono
              value={text(row.port)}
              onChange={(next) => onChange('port', next === '' ? undefined : next)}
              placeholder="matched"
              error={problemAt(problems, `${path}.port`)}
              isReadOnly={isReadOnly}
            />
          ) : (
            <code className="lf-muted">{fixedPort}</code>
          )}
        </Cell>
      )}
    </>
  );
}

/** A yes or no of the row. */
function FlagCell(props: CellsProps & { column: string; title: string }): ReactElement {
  const { row, path, name, around, onChange, column, title } = props;
  const id = useId();
  const error = problemAt(around.problems, `${path}.${column}`);
  return (
    <Cell label={title} path={`${path}.${column}`}>
      <Switch
        isSelected={row[column] === true}
        onChange={(next) => onChange(column, next)}
        isDisabled={around.isReadOnly}
        describedBy={error && id}
        hideLabel
      >
        {title}, {name}
      </Switch>
      {error && (
        <p id={id} className="lf-field__error">
          {error}
        </p>
      )}
    </Cell>
  );
}

function Cell({ label, path, children }: { label: string; path: string; children: ReactNode }): ReactElement {
  return (
    <td data-label={label} data-field={path}>
      {children}
    </td>
  );
}

function text(value: Json | undefined): string {
  return value === undefined || value === null ? '' : String(value);
}
