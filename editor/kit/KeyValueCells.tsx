// The cells of the key/value table: what a row looks for, and what it decides.
import type { ReactElement, ReactNode } from 'react';
import type { JsonSchema } from '../../flows/language/catalogue.ts';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { ComboBox } from './ComboBox.tsx';
import { useForm } from './form-context.ts';
import { exampleOf, optionsOf, problemAt, refChoices } from './form-model.ts';
import { Select } from './Select.tsx';
import { Switch } from './Switch.tsx';
import { TextField } from './TextField.tsx';

interface CellsProps {
  row: JsonObject;
  path: string;
  /** What the row is called in labels: "row 2", "no match". */
  name: string;
  items: JsonSchema;
  onChange: (key: string, value: Json | undefined) => void;
}

const WITHOUT_VALUE = ['exists', 'is-blank'];

/** Key, comparison and value. */
export function MatchCells({ row, path, name, items, onChange }: CellsProps): ReactElement {
  const { problems, isReadOnly } = useForm();
  const columns = items.properties ?? {};
  const comparison = text(row.comparison) || 'equals';
  const needsValue = !WITHOUT_VALUE.includes(comparison);
  return (
    <>
      <Cell label="Key" path={`${path}.key`}>
        <TextField
          label={`Key of ${name}`}
          hideLabel
          isMono
          value={text(row.key)}
          onChange={(next) => onChange('key', next)}
          placeholder={exampleOf(columns.key ?? {}) || 'status'}
          error={problemAt(problems, `${path}.key`)}
          isReadOnly={isReadOnly}
        />
      </Cell>
      <Cell label="Comparison" path={`${path}.comparison`}>
        <Select
          label={`Comparison of ${name}`}
          hideLabel
          options={optionsOf(columns.comparison ?? {})}
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
          placeholder={needsValue ? exampleOf(columns.value ?? {}) : 'no value needed'}
          isDisabled={!needsValue}
          error={problemAt(problems, `${path}.value`)}
          isReadOnly={isReadOnly}
        />
      </Cell>
    </>
  );
}

/** Create lead, status, add to DNC, success, and the exit by which the run goes on. */
export function DecisionCells({
  row,
  path,
  name,
  items,
  onChange,
  hasPort,
}: CellsProps & { hasPort?: boolean }): ReactElement {
  const { names, problems, isReadOnly } = useForm();
  const columns = items.properties ?? {};
  const flag = (key: string, label: string): ReactElement => (
    <Cell label={label} path={`${path}.${key}`}>
      <Switch isSelected={row[key] === true} onChange={(next) => onChange(key, next)} isDisabled={isReadOnly} hideLabel>
        {label}, {name}
      </Switch>
      {problemAt(problems, `${path}.${key}`) && (
        <p className="lf-field__error">{problemAt(problems, `${path}.${key}`)}</p>
      )}
    </Cell>
  );
  return (
    <>
      {flag('createLead', 'Create lead')}
      <Cell label="Status" path={`${path}.status`}>
        <ComboBox
          label={`Status of ${name}`}
          hideLabel
          options={refChoices(columns.status ?? { 'x-ref': 'status' }, names, row)}
          value={row.createLead === true ? text(row.status) : ''}
          onChange={(next) => onChange('status', next === '' ? undefined : next)}
          isDisabled={row.createLead !== true}
          placeholder={row.createLead === true ? 'NEW' : ''}
          error={problemAt(problems, `${path}.status`)}
          isReadOnly={isReadOnly}
          allowsAny
        />
      </Cell>
      {flag('addToDnc', 'Add to DNC')}
      {flag('success', 'Success')}
      <Cell label="Port" path={`${path}.port`}>
        {hasPort ? (
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
          <code className="lf-muted">no-match</code>
        )}
      </Cell>
    </>
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
