// The constants of an endpoint: rows of key and value, or the JSON of all of them.
import { type ReactElement, useState } from 'react';
import type { JsonObject } from '../../../../flows/language/document.ts';
import { isObject, isSame } from '../../../../flows/language/json.ts';
import { rowsOf } from '../../../kit/form-model.ts';
import { JsonField } from '../../../kit/JsonField.tsx';
import { SchemaForm } from '../../../kit/SchemaForm.tsx';
import { Segmented } from '../../../kit/Switch.tsx';
import { CONSTANT_ROWS, constantsOfRows, fitsRows, rowsOfConstants } from './constants.ts';

interface ConstantsFieldProps {
  constants: JsonObject;
  onChange: (constants: JsonObject) => void;
  isReadOnly: boolean;
}

const WAYS = [
  { id: 'rows', label: 'Rows' },
  { id: 'json', label: 'JSON' },
];

/** The field. Nested values can be written as JSON alone. */
export function ConstantsField({ constants, onChange, isReadOnly }: ConstantsFieldProps): ReactElement {
  const [way, setWay] = useState('rows');
  const canRows = fitsRows(constants);
  const shown = canRows ? way : 'json';
  return (
    <div className="lf-stack lf-stack--tight">
      <Segmented
        label="Constants as"
        hideLabel
        size="small"
        options={WAYS}
        value={shown}
        onChange={setWay}
        isDisabled={!canRows}
      />
      {shown === 'rows' ? (
        <ConstantRows {...{ constants, onChange, isReadOnly }} />
      ) : (
        <JsonField
          label="Constants"
          description={
            canRows
              ? 'Hard params: a JSON object whose fields are added to every body.'
              : 'They hold lists or objects, so they are written as JSON.'
          }
          value={Object.keys(constants).length === 0 ? undefined : constants}
          onChange={(value) => onChange(isObject(value) ? value : {})}
          isReadOnly={isReadOnly}
          placeholder={'{"list_id": "1001"}'}
        />
      )}
    </div>
  );
}

/** The rows are kept as typed: a row without a key, or a key twice, is not yet part of the document. */
function ConstantRows({ constants, onChange, isReadOnly }: ConstantsFieldProps): ReactElement {
  const [typed, setTyped] = useState<JsonObject[]>();
  const isOurs = typed !== undefined && isSame(constantsOfRows(typed) ?? constants, constants);
  const rows = isOurs ? typed : rowsOfConstants(constants);
  const keys = rows.map(({ key }) => key);
  const problems = rows.flatMap(({ key }, index) =>
    key !== '' && keys.indexOf(key) < index ? [{ field: `rows.${index}.key`, says: 'Another row has this key.' }] : [],
  );
  return (
    <SchemaForm
      schema={CONSTANT_ROWS}
      value={{ rows }}
      onChange={(value) => {
        const next = rowsOf(value.rows);
        setTyped(next);
        const told = constantsOfRows(next);
        if (told) onChange(told);
      }}
      problems={problems}
      readOnly={isReadOnly}
    />
  );
}
