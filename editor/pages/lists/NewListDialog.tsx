// Makes a validation list, with its first values.
import { type ReactElement, useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../../api.ts';
import { FormDialog } from '../../kit/FormDialog.tsx';
import { linesOf } from '../../kit/lines.ts';
import { slugFault, slugOf } from '../../kit/slug.ts';
import { TextField } from '../../kit/TextField.tsx';
import { counted } from '../../kit/time-words.ts';
import { useSend } from '../../kit/use-send.ts';

/** The dialog; opens the list it made. */
export function NewListDialog({ onClose }: { onClose: () => void }): ReactElement {
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [text, setText] = useState('');
  const [isTried, setTried] = useState(false);
  const slug = slugOf(name);
  const values = linesOf(text);
  const fault = name.trim() === '' ? 'Give the list a name, such as "Key accounts".' : slugFault(slug);
  const { send, isPending, error } = useSend(
    () => api.post('/api/lists', { slug, name: name.trim(), description: description.trim(), values }),
    {
      done: `${name.trim()} was made.`,
      refresh: ['/api/lists', '/api/names'],
      onDone: () => navigate(`/lists/${slug}`),
      onFailed: () => undefined,
    },
  );
  return (
    <FormDialog
      title="New list"
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (fault === undefined) send();
      }}
      action="Make list"
      isPending={isPending}
      error={error}
    >
      <TextField
        label="Name"
        value={name}
        onChange={setName}
        placeholder="Key accounts"
        isRequired
        autoFocus
        error={isTried ? fault : undefined}
        description={slug && `Flows name it ${slug}.`}
      />
      <TextField
        label="What it is for"
        value={description}
        onChange={setDescription}
        placeholder="Companies whose leads we may deliver"
      />
      <TextField
        label="Values"
        description={valuesHelp(values.length)}
        value={text}
        onChange={setText}
        rows={6}
        placeholder={'acme.com\nexample.org'}
      />
    </FormDialog>
  );
}

function valuesHelp(count: number): string {
  if (count === 0) return 'One a line; more can be added later.';
  return `${counted(count, 'value')}. Compared without capitals and outer blanks.`;
}
