// Asks which of the receiver's fields a path of the sample is for; a name that is new makes a row.
import { type ReactElement, useState } from 'react';
import type { AdaptorField } from '../../../flows/language/document.ts';
import { ComboBox } from '../../kit/ComboBox.tsx';
import { FormDialog } from '../../kit/FormDialog.tsx';
import { isUnmapped } from './match-names.ts';

interface MapToDialogProps {
  path: string;
  fields: readonly AdaptorField[];
  /** The row at `index`, or, without one, a new row for `target`. */
  onMap: (target: string, index: number | undefined) => void;
  onClose: () => void;
}

/** The dialog behind "Map to…". */
export function MapToDialog({ path, fields, onMap, onClose }: MapToDialogProps): ReactElement {
  const [target, setTarget] = useState('');
  const index = fields.findIndex((field) => field.target === target.trim());
  const field = fields[index];
  const free = fields.filter(isUnmapped);
  const options = [...free, ...fields.filter((each) => !isUnmapped(each))]
    .filter((each) => each.target !== '')
    .map((each) => ({ id: each.target, label: each.target, hint: stateOf(each) }));
  const help =
    target === ''
      ? 'Choose a field of the receiver, or type a new one.'
      : field === undefined
        ? 'A new field is added for it.'
        : isUnmapped(field)
          ? 'It is not mapped yet.'
          : `Its value now, ${field.from ?? JSON.stringify(field.value)}, is replaced.`;
  return (
    <FormDialog
      title={`Map ${path}`}
      action="Map"
      isReady={target.trim() !== ''}
      onSubmit={() => {
        onMap(target.trim(), index < 0 ? undefined : index);
        onClose();
      }}
      onClose={onClose}
    >
      <ComboBox
        label="Target field"
        value={target}
        onChange={setTarget}
        options={options}
        description={help}
        allowsAny
        isMono
        autoFocus
      />
    </FormDialog>
  );
}

function stateOf(field: AdaptorField): string {
  if (!isUnmapped(field)) return `now ${field.from ?? 'a fixed value'}`;
  return field.required ? 'required, not mapped' : 'not mapped';
}
