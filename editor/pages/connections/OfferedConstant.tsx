// Sets a constant of an endpoint to something that the receiver itself offers: a list, a campaign, a status.
import { type ReactElement, useState } from 'react';
import type { JsonSchema } from '../../../flows/language/catalogue.ts';
import type { JsonObject } from '../../../flows/language/document.ts';
import { Button } from '../../kit/Button.tsx';
import { FormDialog } from '../../kit/FormDialog.tsx';
import { faultsOf } from '../../kit/form-faults.ts';
import { textAt } from '../../kit/MakeDialog.tsx';
import { SchemaForm } from '../../kit/SchemaForm.tsx';

interface OfferedConstantProps {
  connection: string;
  constants: JsonObject;
  onConstants: (constants: JsonObject) => void;
}

/** The button, and its dialog. */
export function OfferedConstant(props: OfferedConstantProps): ReactElement {
  const [isOpen, setOpen] = useState(false);
  return (
    <div>
      <Button size="small" icon="search" onPress={() => setOpen(true)}>
        Set a constant from what the receiver offers
      </Button>
      {isOpen && <OfferedDialog {...props} onClose={() => setOpen(false)} />}
    </div>
  );
}

function OfferedDialog(props: OfferedConstantProps & { onClose: () => void }): ReactElement {
  const { connection, constants, onConstants, onClose } = props;
  const [value, setValue] = useState<JsonObject>({ value: 'id', label: 'name' });
  const [isTried, setTried] = useState(false);
  const schema = formOf(connection);
  const change = (next: JsonObject): void => {
    const name = textAt(next, 'name');
    const known = constants[name];
    // A constant that is set already is where the choice begins.
    const isOther = name !== textAt(value, 'name') && known !== undefined && next.choice === undefined;
    setValue(isOther ? { ...next, choice: typeof known === 'object' ? '' : String(known) } : next);
  };
  return (
    <FormDialog
      title="A constant from the receiver"
      action="Set constant"
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (faultsOf(schema, value).length > 0) return;
        onConstants({ ...constants, [textAt(value, 'name')]: textAt(value, 'choice') });
        onClose();
      }}
    >
      <SchemaForm schema={schema} value={value} onChange={change} check={isTried ? 'all' : 'left'} focusField="name" />
    </FormDialog>
  );
}

function formOf(connection: string): JsonSchema {
  return {
    type: 'object',
    properties: {
      name: {
        type: 'string',
        title: 'Constant',
        description: 'The field of the body that gets the value.',
        examples: ['list_id'],
        pattern: '^[^\\s]+$',
        'x-wanted': 'Write the name of the field without blanks, such as list_id.',
      },
      endpoint: {
        type: 'string',
        title: 'Endpoint to ask',
        description: 'An endpoint with the method GET that answers with a list.',
        examples: ['lists'],
        'x-options': { source: 'endpoints', with: { connection, method: 'GET' } },
      },
      items: {
        type: 'string',
        title: 'List at',
        description: 'Where the list is in the answer; empty if the answer is the list.',
        examples: ['data.lists'],
      },
      value: { type: 'string', title: 'Value at', examples: ['id'], 'x-width': 'half' },
      label: { type: 'string', title: 'Label at', examples: ['name'], 'x-width': 'half' },
      choice: {
        type: 'string',
        title: 'Value',
        examples: ['1001'],
        'x-options': {
          source: 'connection-data',
          dependsOn: ['endpoint', 'items', 'value', 'label'],
          with: { connection },
        },
      },
    },
    required: ['name', 'choice'],
  };
}
