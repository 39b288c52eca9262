// One endpoint, in a sheet at the side: what is called, how the body is sent, what a test lead is answered.
import { type ReactElement, useState } from 'react';
import type { EndpointDocument } from '../../../flows/language/document.ts';
import { Button } from '../../kit/Button.tsx';
import { Dialog } from '../../kit/Dialog.tsx';
import { slugFault, slugOf } from '../../kit/slug.ts';
import { TextField } from '../../kit/TextField.tsx';
import { newEndpoint, pathFault } from './connection-model.ts';
import { EndpointAnswerFields, EndpointCallFields } from './EndpointFields.tsx';

interface EndpointDialogProps {
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
  const { slug, endpoint, taken, isReadOnly, onDone, onClose } = props;
  const [draft, setDraft] = useState(endpoint ?? newEndpoint());
  const [typedSlug, setTypedSlug] = useState(slug);
  const [isTried, setTried] = useState(slug !== undefined);
  const shortName = typedSlug ?? slugOf(draft.name);
  const faults = endpointFaults(draft, { slug, shortName, taken });
  const isGood = !faults.name && !faults.slug && !faults.path;
  const submit = (): void => {
    setTried(true);
    if (isGood && !isReadOnly) onDone({ slug: shortName, endpoint: draft });
  };
  return (
    <Dialog
      title={slug === undefined ? 'New endpoint' : draft.name || slug}
      shape="side"
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          <Button onPress={onClose}>{isReadOnly ? 'Close' : 'Cancel'}</Button>
          {!isReadOnly && <SubmitButton isNew={slug === undefined} />}
        </>
      }
    >
      <div className="lf-stack">
        <TextField
          label="Name"
          value={draft.name}
          onChange={(name) => setDraft({ ...draft, name })}
          placeholder="Find a lead by phone number"
          isRequired
          autoFocus
          isReadOnly={isReadOnly}
          error={isTried ? faults.name : undefined}
        />
        <TextField
          label="Short name"
          value={shortName}
          onChange={setTypedSlug}
          description={slug === undefined ? 'What flows name it.' : 'Flows that name it must be changed with it.'}
          isMono
          isReadOnly={isReadOnly}
          error={isTried ? faults.slug : undefined}
        />
        <EndpointCallFields
          draft={draft}
          onChange={setDraft}
          isReadOnly={isReadOnly}
          pathFault={isTried ? faults.path : undefined}
        />
        <EndpointAnswerFields draft={draft} onChange={setDraft} isReadOnly={isReadOnly} />
      </div>
    </Dialog>
  );
}

function SubmitButton({ isNew }: { isNew: boolean }): ReactElement {
  return (
    <Button type="submit" kind="primary">
      {isNew ? 'Add endpoint' : 'Done'}
    </Button>
  );
}

interface NamesOfEndpoint {
  slug: string | undefined;
  shortName: string;
  taken: readonly string[];
}

function endpointFaults(draft: EndpointDocument, { slug, shortName, taken }: NamesOfEndpoint) {
  const isTaken = shortName !== slug && taken.includes(shortName);
  return {
    name: draft.name.trim() === '' ? 'Give the endpoint a name, such as "Find a lead by phone number".' : undefined,
    slug: slugFault(shortName) ?? (isTaken ? 'Another endpoint has this short name.' : undefined),
    path: pathFault(draft.path),
  };
}
