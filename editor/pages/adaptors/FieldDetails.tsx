// What holds for one row besides its value: default, empty, type, required, comment. Opened under the row.
import type { ReactElement } from 'react';
import { Select } from '../../kit/Select.tsx';
import { Checkbox } from '../../kit/Switch.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { shownValue, typedValue, withPart } from './adaptor-model.ts';
import type { CellProps } from './FieldCells.tsx';

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

/** The fields, side by side where there is room. */
export function FieldDetails({ field, name, onEdit, isReadOnly }: CellProps): ReactElement {
  return (
    <fieldset className="lf-fields__details" aria-label={`Details of ${name}`}>
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
    </fieldset>
  );
}
