// One endpoint, in a sheet at the side: what is called, how the body is sent, what a test lead is answered.
import { type ReactElement, useRef, useState } from 'react';
import type { JsonObject } from '../../../flows/language/document.ts';
import { isObject } from '../../../flows/language/json.ts';
import type { EndpointDocument } from '../../../flows/language/receivers.ts';
import { Button } from '../../kit/Button.tsx';
import { Dialog } from '../../kit/Dialog.tsx';
import { focusField } from '../../kit/focus-field.ts';
import { faultsOf } from '../../kit/form-faults.ts';
import type { FormProblem } from '../../kit/form-model.ts';
import { SchemaForm } from '../../kit/SchemaForm.tsx';
import { slugFault, slugOf } from '../../kit/slug.ts';
import { newEndpoint } from './connection-model.ts';
import { ENDPOINT_FORM, endpointOfForm, formOfEndpoint } from './endpoint-form.ts';
import { OfferedConstant } from './OfferedConstant.tsx';

interface EndpointDialogProps {
  /** The short name of the connection. */
  connection: string;
  /** The short name of the endpoint that is edited; undefined for a new one. */
  slug: string | undefined;
  endpoint: EndpointDocument | undefined;
  /** Short names of all endpoints of the connection. */
  taken: readonly string[];
  isReadOnly: boolean;
  onDone: (named: { slug: string; endpoint: EndpointDocument }) => void;
  onClose: () => void;
}

/** The sheet. `onDone` puts the endpoint into the connection's draft. */
export function EndpointDialog(props: EndpointDialogProps): ReactElement {
  const { connection, slug, endpoint, taken, isReadOnly, onDone, onClose } = props;
  const root = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState(() => formOfEndpoint(slug ?? '', endpoint ?? newEndpoint()));
  const [isTried, setTried] = useState(slug !== undefined);
  const value = withSlug(typed, slug);
  const problems = slugProblems(value, slug, taken);
  const submit = (): void => {
    setTried(true);
    const [first] = [...faultsOf(ENDPOINT_FORM, value), ...problems];
    if (first) focusField(root.current, first.field);
    else if (!isReadOnly) onDone({ slug: String(value.slug), endpoint: endpointOfForm(value) });
  };
  const offered = (
    <OfferedConstant
      connection={connection}
      constants={isObject(value.hardParams) ? value.hardParams : {}}
      onConstants={(hardParams) => setTyped({ ...value, hardParams })}
    />
  );
  return (
    <Dialog
      title={slug === undefined ? 'New endpoint' : endpoint?.name || slug}
      shape="side"
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          <Button onPress={onClose}>{isReadOnly ? 'Close' : 'Cancel'}</Button>
          {!isReadOnly && (
            <Button type="submit" kind="primary">
              {slug === undefined ? 'Add endpoint' : 'Done'}
            </Button>
          )}
        </>
      }
    >
      <div className="lf-stack" ref={root}>
        <SchemaForm
          schema={ENDPOINT_FORM}
          value={value}
          onChange={setTyped}
          problems={isTried || typed.slug !== '' ? problems : undefined}
          check={isTried ? 'all' : 'left'}
          readOnly={isReadOnly}
          focusField="name"
          notes={slug === undefined ? NEW_NOTES : OLD_NOTES}
          under={isReadOnly ? NEW_NOTES : { hardParams: offered }}
        />
      </div>
    </Dialog>
  );
}

const NEW_NOTES = {};
const OLD_NOTES = { slug: 'What flows name it: flows that do must be changed with it.' };

/** A new endpoint is named after its name, until somebody writes a short name. */
function withSlug(value: JsonObject, slug: string | undefined): JsonObject {
  const isNamed = slug !== undefined || (typeof value.slug === 'string' && value.slug !== '');
  return isNamed ? value : { ...value, slug: slugOf(typeof value.name === 'string' ? value.name : '') };
}

function slugProblems({ slug }: JsonObject, before: string | undefined, taken: readonly string[]): FormProblem[] {
  const short = typeof slug === 'string' ? slug : '';
  if (short === '') return [];
  const isTaken = short !== before && taken.includes(short);
  const says = slugFault(short) ?? (isTaken ? 'Another endpoint has this short name.' : undefined);
  return says === undefined ? [] : [{ field: 'slug', says }];
}
