// Makes an empty adaptor from the form of an endpoint, and hands its short name back.
import { type ReactElement, useState } from 'react';
import { api } from '../../../api.ts';
import { FormDialog } from '../../../kit/FormDialog.tsx';
import { slugFault, slugOf } from '../../../kit/slug.ts';
import { TextField } from '../../../kit/TextField.tsx';
import { useSend } from '../../../kit/use-send.ts';

interface MakeAdaptorDialogProps {
  /** The name that is offered. */
  name: string;
  onMade: (slug: string) => void;
  onClose: () => void;
}

/** The dialog. */
export function MakeAdaptorDialog({ name: offered, onMade, onClose }: MakeAdaptorDialogProps): ReactElement {
  const [name, setName] = useState(offered);
  const [isTried, setTried] = useState(false);
  const slug = slugOf(name);
  const fault = slugFault(slug);
  const { send, isPending, error } = useSend(
    () => api.post('/api/adaptors', { slug, document: { leadflow: 1, name: name.trim(), fields: [] } }),
    {
      done: `The adaptor ${slug} was made. Open it to say which field goes where.`,
      refresh: ['/api/adaptors', '/api/names', '/api/options'],
      onDone: () => {
        onMade(slug);
        onClose();
      },
      onFailed: () => undefined,
    },
  );
  return (
    <FormDialog
      title="New adaptor"
      action="Make adaptor"
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (fault === undefined) send();
      }}
      isPending={isPending}
      error={error}
    >
      <TextField
        label="Name"
        value={name}
        onChange={setName}
        description={slug === '' ? undefined : `Endpoints name it ${slug}.`}
        error={isTried ? fault : undefined}
        isRequired
        autoFocus
      />
    </FormDialog>
  );
}
