// What holds for one row besides its value: condition, date, table, default, type, required. Opened under the row.
import { type ReactElement, useState } from 'react';
import type { AdaptorField } from '../../../flows/language/document.ts';
import { ExpressionInput } from '../../kit/ExpressionField.tsx';
import { Select } from '../../kit/Select.tsx';
import { Checkbox } from '../../kit/Switch.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { shownValue, typedValue, withPart } from './adaptor-model.ts';
import { dateOptions, isDateFormat } from './date-words.ts';
import { type CellProps, faultOf } from './FieldCells.tsx';
import type { RowPreview } from './preview.ts';

const EMPTIES = [
  { id: 'omit', label: 'Leave out' },
  { id: 'null', label: 'Send null' },
  { id: 'empty', label: 'Send empty text' },
];
const TYPES = [
  { id: 'any', label: 'As it is' },
  { id: 'string', label: 'Text' },
  { id: 'number', label: 'Number' },
  { id: 'boolean', label: 'Yes or no' },
];

const OTHERWISES = [
  { id: 'default', label: 'Use the default' },
  { id: 'keep', label: 'Send it as it is' },
  { id: 'empty', label: 'Count it as empty' },
  { id: 'fail', label: 'Stop the lead here' },
];
const NONE = 'none';

interface DetailsProps extends CellProps {
  row: RowPreview | undefined;
}

/** The fields, side by side where there is room. */
export function FieldDetails(props: DetailsProps): ReactElement {
  const { name } = props;
  return (
    <fieldset className="lf-fields__details" aria-label={`Details of ${name}`}>
      <Condition {...props} />
      <Conversion {...props} />
      <Rest {...props} />
    </fieldset>
  );
}

/** When the row counts at all. */
function Condition({ field, row, desk, onEdit, isReadOnly }: DetailsProps): ReactElement {
  const { says, at } = row?.inCondition ? faultOf(row) : {};
  return (
    <div className="lf-fields__condition">
      <ExpressionInput
        label="Only if"
        description="Where it does not come to true, the row is left out, required or not."
        value={field.when ?? ''}
        onChange={(text) => onEdit('when', withPart(field, 'when', text.trim() === '' ? undefined : text))}
        placeholder="always"
        error={says}
        mark={at === undefined || says === undefined ? undefined : { at, says }}
        suggest={desk.hints}
        isReadOnly={isReadOnly}
      />
    </div>
  );
}

/** What is made of the value: a date in another format, or what a table says. */
function Conversion({ field, desk, onEdit, isReadOnly }: DetailsProps): ReactElement {
  const [dates] = useState(() => [
    { id: NONE, label: 'Not a date' },
    ...dateOptions(Date.now(), Intl.DateTimeFormat().resolvedOptions().timeZone),
  ]);
  const tables = [{ id: NONE, label: 'No table' }, ...desk.tables.map((id) => ({ id, label: id }))];
  const isConverted = field.date !== undefined || field.lookup !== undefined;
  return (
    <>
      <Select
        label="Date format"
        options={dates}
        value={field.date ?? NONE}
        onChange={(id) => {
          const date = isDateFormat(id) ? id : undefined;
          const row = withPart(field, 'date', date);
          onEdit('date', withoutStale(date ? withPart(row, 'lookup', undefined) : row));
        }}
        isReadOnly={isReadOnly}
      />
      <Select
        label="Looked up in"
        options={tables}
        value={field.lookup ?? NONE}
        onChange={(id) => {
          const lookup = id === NONE ? undefined : id;
          const row = withPart(field, 'lookup', lookup);
          onEdit('lookup', withoutStale(lookup ? withPart(row, 'date', undefined) : row));
        }}
        isReadOnly={isReadOnly}
      />
      {isConverted && (
        <Select
          label={field.lookup === undefined ? 'A value that is no date' : 'A value not in the table'}
          options={OTHERWISES}
          value={field.otherwise ?? 'default'}
          onChange={(id) => {
            const otherwise = id === 'keep' || id === 'empty' || id === 'fail' ? id : undefined;
            onEdit('otherwise', withPart(field, 'otherwise', otherwise));
          }}
          isReadOnly={isReadOnly}
        />
      )}
      {field.date !== undefined && (
        <Checkbox
          isSelected={field.dayFirst === true}
          onChange={(on) => onEdit('dayFirst', withPart(field, 'dayFirst', on || undefined))}
          isDisabled={isReadOnly}
        >
          The lead’s dates are day first: 04/03/1985 is 4 March
        </Checkbox>
      )}
    </>
  );
}

/** What only a date or a table asks for goes with it. */
function withoutStale(field: AdaptorField): AdaptorField {
  const dated = field.date === undefined ? withPart(field, 'dayFirst', undefined) : field;
  return dated.date === undefined && dated.lookup === undefined ? withPart(dated, 'otherwise', undefined) : dated;
}

function Rest({ field, onEdit, isReadOnly }: DetailsProps): ReactElement {
  return (
    <>
      <TextField
        label="Default if empty"
        value={shownValue(field.default)}
        onChange={(text) =>
          onEdit('default', withPart(field, 'default', text === '' ? undefined : typedValue(text, field.default)))
        }
        placeholder="none"
        isReadOnly={isReadOnly}
      />
      <Select
        label="Without a value"
        options={EMPTIES}
        value={field.empty ?? 'omit'}
        onChange={(id) => onEdit('empty', withPart(field, 'empty', id === 'null' || id === 'empty' ? id : undefined))}
        isReadOnly={isReadOnly}
      />
      <Select
        label="Type"
        options={TYPES}
        value={field.type ?? 'any'}
        onChange={(id) => {
          const type = id === 'string' || id === 'number' || id === 'boolean' ? id : undefined;
          onEdit('type', withPart(field, 'type', type));
        }}
        isReadOnly={isReadOnly}
      />
      <TextField
        label="Comment"
        value={field.comment ?? ''}
        onChange={(text) => onEdit('comment', withPart(field, 'comment', text === '' ? undefined : text))}
        placeholder="why it is mapped so"
        isReadOnly={isReadOnly}
      />
      <Checkbox
        isSelected={field.required === true}
        onChange={(on) => onEdit('required', withPart(field, 'required', on || undefined))}
        isDisabled={isReadOnly}
      >
        Required: a lead without it stops here
      </Checkbox>
    </>
  );
}
