// Asks for the name and the call of a new endpoint, or for another short name of one that is there.
import { type ReactElement, useRef, useState } from 'react';
import type { JsonSchema } from '../../../../flows/language/catalogue.ts';
import type { JsonObject } from '../../../../flows/language/document.ts';
import type { EndpointDocument } from '../../../../flows/language/receivers.ts';
import { FormDialog } from '../../../kit/FormDialog.tsx';
import { focusField } from '../../../kit/focus-field.ts';
import { faultsOf } from '../../../kit/form-faults.ts';
import { textAt } from '../../../kit/MakeDialog.tsx';
import { SchemaForm } from '../../../kit/SchemaForm.tsx';
import { slugFault, slugOf } from '../../../kit/slug.ts';
import { callForm } from './call-form.ts';
import type { EndpointHolder } from './endpoint-holder.ts';
import { newEndpoint } from './endpoint-list.ts';
import { withPart } from './shaped.ts';

interface NameEndpointDialogProps {
  holder: EndpointHolder;
  /** Short names that are taken. */
  taken: readonly string[];
  /** The short name that is changed; undefined for a new endpoint. */
  before: string | undefined;
  /** With the new endpoint, where one is made. */
  onDone: (slug: string, endpoint: EndpointDocument | undefined) => void;
  onClose: () => void;
}

/** The dialog. */
export function NameEndpointDialog({ holder, taken, before, onDone, onClose }: NameEndpointDialogProps): ReactElement {
  const root = useRef<HTMLDivElement>(null);
  const [value, setValue] = useState<JsonObject>(before === undefined ? { path: '/' } : { slug: before });
  const [isTried, setTried] = useState(false);
  const schema = before === undefined ? newForm(value) : RENAME_FORM;
  const slug = textAt(value, 'slug') || slugOf(textAt(value, 'name'));
  const says = slug === before ? undefined : (slugFault(slug) ?? (taken.includes(slug) ? TAKEN : undefined));
  const at = before === undefined && textAt(value, 'slug') === '' && textAt(value, 'name') === '' ? 'name' : 'slug';
  const own = says === undefined ? [] : [{ field: at, says }];
  const faults = [...faultsOf(schema, value), ...own.filter(({ field }) => field === 'slug')];
  const submit = (): void => {
    setTried(true);
    const [first] = faults;
    if (first) focusField(root.current, first.field);
    else onDone(slug, before === undefined ? withPart(newEndpoint(), callForm('POST'), without(value)) : undefined);
  };
  return (
    <FormDialog
      title={before === undefined ? 'New endpoint' : 'Another short name'}
      action={before === undefined ? 'Add endpoint' : 'Change it'}
      onClose={onClose}
      onSubmit={submit}
    >
      <div ref={root}>
        <SchemaForm
          schema={schema}
          value={value}
          onChange={setValue}
          problems={isTried ? own.filter(({ field }) => field === 'slug') : undefined}
          check={isTried ? 'all' : 'left'}
          focusField={before === undefined ? 'name' : 'slug'}
          notes={{ slug: slug === '' ? undefined : `Flows of this ${holder.kind} name it ${slug}.` }}
        />
      </div>
    </FormDialog>
  );
}

const TAKEN = 'Another endpoint has this short name.';
const SLUG: JsonSchema = {
  type: 'string',
  title: 'Short name',
  description: 'What flows name it; made of the name where it is blank.',
  examples: ['find-lead'],
};
const RENAME_FORM: JsonSchema = {
  type: 'object',
  properties: {
    slug: { ...SLUG, description: 'What flows name it: flows that do must be changed with it.' },
  },
  required: ['slug'],
};

function newForm({ method }: JsonObject): JsonSchema {
  const { properties = {} } = callForm(method === 'GET' ? 'GET' : 'POST');
  const { name = {}, type = {}, method: verb = {}, path = {} } = properties;
  const { 'x-width': _, ...wide } = name;
  return {
    type: 'object',
    properties: { name: wide, slug: SLUG, type, method: { ...verb, default: 'POST' }, path },
    required: ['name', 'path'],
  };
}

/** Without the short name, which stands beside the endpoint; a method that was not touched is POST. */
function without({ slug: _, ...rest }: JsonObject): JsonObject {
  return { method: 'POST', ...rest };
}
