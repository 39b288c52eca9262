// Dialogs of one list: paste values in or out, change its name, delete it.
import { type ReactElement, useState } from 'react';
import { api } from '../../api.ts';
import { DeleteDialog } from '../../kit/DeleteDialog.tsx';
import { FormDialog } from '../../kit/FormDialog.tsx';
import { linesOf } from '../../kit/lines.ts';
import { Notice } from '../../kit/Notice.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { counted } from '../../kit/time-words.ts';
import { UsedBy } from '../../kit/UsedBy.tsx';
import { useSend } from '../../kit/use-send.ts';
import type { ValidationList } from '../../types.ts';

interface PasteProps {
  list: ValidationList;
  way: 'paste' | 'remove';
  onClose: () => void;
}

/** Adds the values typed, or takes them out. */
export function PasteValuesDialog({ list, way, onClose }: PasteProps): ReactElement {
  const [text, setText] = useState('');
  const values = linesOf(text);
  const isAdding = way === 'paste';
  const { send, isPending, error } = useSend(
    () =>
      api.post<{ added?: number; removed?: number }>(`/api/lists/${list.slug}/${isAdding ? 'entries' : 'remove'}`, {
        values,
      }),
    {
      done: ({ added, removed }) =>
        isAdding ? `${counted(added ?? 0, 'value')} added.` : `${counted(removed ?? 0, 'value')} removed.`,
      refresh: ['/api/lists', `/api/lists/${list.slug}/entries`],
      onDone: onClose,
      onFailed: () => undefined,
    },
  );
  const verb = isAdding ? 'Add' : 'Remove';
  return (
    <FormDialog
      title={isAdding ? `Add values to ${list.name}` : `Remove values from ${list.name}`}
      onClose={onClose}
      onSubmit={() => values.length > 0 && send()}
      action={values.length === 0 ? verb : `${verb} ${counted(values.length, 'value')}`}
      isPending={isPending}
      isReady={values.length > 0}
      isDanger={!isAdding}
      error={error}
    >
      <TextField
        label="Values"
        description={
          isAdding
            ? 'One a line. What is on the list already stays once.'
            : 'One a line. What is not on the list is passed over.'
        }
        value={text}
        onChange={setText}
        rows={10}
        placeholder={'acme.com\nexample.org'}
        autoFocus
      />
    </FormDialog>
  );
}

/** Changes name and purpose; the short name that flows use stays. */
export function EditListDialog({ list, onClose }: { list: ValidationList; onClose: () => void }): ReactElement {
  const [name, setName] = useState(list.name);
  const [description, setDescription] = useState(list.description);
  const fault = name.trim() === '' ? 'Give the list a name.' : undefined;
  const { send, isPending, error } = useSend(
    () => api.put(`/api/lists/${list.slug}`, { name: name.trim(), description: description.trim() }),
    {
      done: 'Saved.',
      refresh: ['/api/lists', '/api/names'],
      onDone: onClose,
      onFailed: () => undefined,
    },
  );
  return (
    <FormDialog
      title="Name and purpose"
      onClose={onClose}
      onSubmit={() => fault === undefined && send()}
      action="Save"
      isPending={isPending}
      error={error}
    >
      <TextField
        label="Name"
        value={name}
        onChange={setName}
        isRequired
        autoFocus
        error={fault}
        description={`Flows name it ${list.slug}; that stays.`}
      />
      <TextField label="What it is for" value={description} onChange={setDescription} />
    </FormDialog>
  );
}

interface DeleteListProps {
  list: ValidationList;
  onDone: () => void;
  onClose: () => void;
}

/** Deletes a list with its values, once its short name is typed. */
export function DeleteListDialog({ list, onDone, onClose }: DeleteListProps): ReactElement {
  const { slug, name, entries, usedBy } = list;
  return (
    <DeleteDialog
      what="list"
      name={name}
      slug={slug}
      path={`/api/lists/${slug}`}
      refresh={['/api/lists', '/api/names']}
      onDone={onDone}
      onClose={onClose}
    >
      <div className="lf-stack lf-stack--tight">
        <p>{counted(entries, 'value')} go with it.</p>
        {usedBy.length > 0 && (
          <Notice tone="warn" title="Flows still use it">
            <UsedBy flows={usedBy} all />. Their steps then go by what they say about a list that is gone.
          </Notice>
        )}
      </div>
    </DeleteDialog>
  );
}
