// The cells of one row of an adaptor.
import type { ReactElement } from 'react';
import type { AdaptorField } from '../../../flows/language/document.ts';
import { IconButton } from '../../kit/Button.tsx';
import { ExpressionInput } from '../../kit/ExpressionField.tsx';
import { Select } from '../../kit/Select.tsx';
import { Checkbox } from '../../kit/Switch.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { modeOf, shownValue, typedValue, withMode, withPart } from './adaptor-model.ts';

interface CellsProps {
  field: AdaptorField;
  /** What the row is called in labels. */
  name: string;
  fault: string | undefined;
  onChange: (next: AdaptorField) => void;
  isReadOnly: boolean;
}

const EMPTIES = [
  { id: 'omit', label: 'Leave out' },
  { id: 'null', label: 'Null' },
  { id: 'empty', label: 'Empty text' },
];
const TYPES = [
  { id: 'any', label: 'As it is' },
  { id: 'string', label: 'Text' },
  { id: 'number', label: 'Number' },
  { id: 'boolean', label: 'Yes or no' },
];
/** Paths that an adaptor may read at first sight. */
const SUGGEST = [
  'lead.phone_number',
  'lead.first_name',
  'lead.last_name',
  'lead.email',
  'trigger.source',
  'trigger.receivedAt',
];

/** Target, value, default, when empty, type, required, comment. */
export function FieldCells({ field, name, fault, onChange, isReadOnly }: CellsProps): ReactElement {
  const targetFault = field.target.trim() === '' || fault?.includes('row above') ? fault : undefined;
  return (
    <>
      <td data-label="Target field">
        <TextField
          label={`Target of ${name}`}
          hideLabel
          isMono
          placeholder="contact.phone"
          value={field.target}
          onChange={(target) => onChange({ ...field, target })}
          error={targetFault}
          isReadOnly={isReadOnly}
        />
      </td>
      <td data-label="Value">
        <ValueCell
          field={field}
          name={name}
          fault={targetFault ? undefined : fault}
          onChange={onChange}
          isReadOnly={isReadOnly}
        />
      </td>
      <td data-label="Default">
        <TextField
          label={`Default of ${name}`}
          hideLabel
          value={shownValue(field.default)}
          onChange={(text) =>
            onChange(withPart(field, 'default', text === '' ? undefined : typedValue(text, field.default)))
          }
          placeholder="none"
          isReadOnly={isReadOnly}
        />
      </td>
      <ChoiceCells field={field} name={name} fault={fault} onChange={onChange} isReadOnly={isReadOnly} />
      <td data-label="Comment">
        <TextField
          label={`Comment on ${name}`}
          hideLabel
          value={field.comment ?? ''}
          onChange={(text) => onChange(withPart(field, 'comment', text === '' ? undefined : text))}
          placeholder="–"
          isReadOnly={isReadOnly}
        />
      </td>
    </>
  );
}

function ChoiceCells({ field, name, onChange, isReadOnly }: CellsProps): ReactElement {
  return (
    <>
      <td data-label="When empty">
        <Select
          label={`When ${name} is empty`}
          hideLabel
          options={EMPTIES}
          value={field.empty ?? 'omit'}
          onChange={(id) => onChange(withPart(field, 'empty', id === 'null' || id === 'empty' ? id : undefined))}
          isReadOnly={isReadOnly}
        />
      </td>
      <td data-label="Type">
        <Select
          label={`Type of ${name}`}
          hideLabel
          options={TYPES}
          value={field.type ?? 'any'}
          onChange={(id) =>
            onChange(withPart(field, 'type', id === 'string' || id === 'number' || id === 'boolean' ? id : undefined))
          }
          isReadOnly={isReadOnly}
        />
      </td>
      <td data-label="Required" className="lf-fields__check">
        <Checkbox
          isSelected={field.required === true}
          onChange={(on) => onChange(withPart(field, 'required', on || undefined))}
          isDisabled={isReadOnly}
          hideLabel
        >
          {`${name} is required`}
        </Checkbox>
      </td>
    </>
  );
}

function ValueCell({ field, name, fault, onChange, isReadOnly }: CellsProps): ReactElement {
  const mode = modeOf(field);
  return (
    <div className="lf-fields__value">
      <IconButton
        icon="braces"
        label={
          mode === 'from'
            ? `${name} is an expression; make it a fixed value`
            : `${name} is fixed; make it an expression`
        }
        isPressed={mode === 'from'}
        onPress={() => onChange(withMode(field, mode === 'from' ? 'value' : 'from'))}
        isDisabled={isReadOnly}
      />
      {mode === 'value' ? (
        <TextField
          label={`Fixed value of ${name}`}
          hideLabel
          value={shownValue(field.value)}
          onChange={(text) => onChange({ ...field, value: typedValue(text, field.value) })}
          placeholder="Web"
          error={fault}
          isReadOnly={isReadOnly}
        />
      ) : (
        <ExpressionInput
          label={`Expression of ${name}`}
          hideLabel
          value={field.from ?? ''}
          onChange={(from) => onChange(withPart(field, 'from', from))}
          placeholder="lead.phone_number"
          error={fault}
          suggest={SUGGEST}
          isReadOnly={isReadOnly}
        />
      )}
    </div>
  );
}
