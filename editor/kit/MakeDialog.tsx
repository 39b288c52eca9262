// A dialog that makes one thing from a short form: checks it, sends it, and goes where the thing is.
import { type ReactElement, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { JsonSchema } from '../../flows/language/catalogue.ts';
import type { JsonObject } from '../../flows/language/document.ts';
import { api } from '../api.ts';
import { FormDialog } from './FormDialog.tsx';
import { focusField } from './focus-field.ts';
import { faultsOf } from './form-faults.ts';
import { SchemaForm } from './SchemaForm.tsx';
import { slugFault, slugOf } from './slug.ts';
import { useSend } from './use-send.ts';

interface MakeDialogProps {
  title: string;
  /** The verb on the main button. */
  action: string;
  /** Its field `name`, where it has one, is what the short name is made of. */
  schema: JsonSchema;
  start?: JsonObject;
  /** Where it is posted, and which queries are read anew besides. */
  path: string;
  refresh: readonly string[];
  bodyOf: (value: JsonObject, slug: string) => object;
  /** The page of what was made; without it the dialog closes. */
  pageOf?: (slug: string) => string;
  done?: (value: JsonObject) => string;
  /** Words in the place of a field's help, while it is filled in. */
  notesOf?: (value: JsonObject) => Record<string, string | undefined>;
  onClose: () => void;
}

/** The dialog. Faults are shown at fields that were left, and all of them once somebody tries to send. */
export function MakeDialog(props: MakeDialogProps): ReactElement {
  const { schema, path, onClose } = props;
  const navigate = useNavigate();
  const root = useRef<HTMLDivElement>(null);
  const [value, setValue] = useState<JsonObject>(props.start ?? {});
  const [isTried, setTried] = useState(false);
  const slug = slugOf(textAt(value, 'name'));
  const badName = 'name' in (schema.properties ?? {}) && textAt(value, 'name') !== '' ? slugFault(slug) : undefined;
  const faults = [...faultsOf(schema, value), ...(badName ? [{ field: 'name', says: badName }] : [])];
  const { send, isPending, error } = useSend(() => api.post(path, props.bodyOf(value, slug)), {
    ...(props.done ? { done: props.done(value) } : {}),
    refresh: [path, ...props.refresh],
    onDone: () => (props.pageOf ? navigate(props.pageOf(slug)) : onClose()),
    onFailed: () => undefined,
  });
  const submit = (): void => {
    setTried(true);
    const [first] = faults;
    if (first) focusField(root.current, first.field);
    else send();
  };
  const named = slug === '' ? undefined : `Flows name it ${slug}.`;
  return (
    <FormDialog
      title={props.title}
      action={props.action}
      onClose={onClose}
      onSubmit={submit}
      isPending={isPending}
      error={error}
    >
      <div ref={root}>
        <SchemaForm
          schema={schema}
          value={value}
          onChange={setValue}
          problems={isTried && badName ? [{ field: 'name', says: badName }] : undefined}
          check={isTried ? 'all' : 'left'}
          focusField={Object.keys(schema.properties ?? {})[0]}
          notes={{ name: named, ...props.notesOf?.(value) }}
        />
      </div>
    </FormDialog>
  );
}

/** The text of a field, trimmed; '' for none. */
export function textAt(value: JsonObject, key: string): string {
  const text = value[key];
  return typeof text === 'string' ? text.trim() : '';
}
