// Dialogs of one list: paste values in or out, change its name and limit, delete it.
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { api, withQuery } from '../../api.ts';
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

const MOST_DAYS = 3650;
const LIMIT_WORDS = `Give a whole number of days up to ${MOST_DAYS}, or nothing.`;

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
      refresh: ['/api/lists', `/api/lists/${list.slug}/entries`, `/api/lists/${list.slug}/versions`],
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

/** Changes name, purpose and limit; the short name that flows use stays. */
export function EditListDialog({ list, onClose }: { list: ValidationList; onClose: () => void }): ReactElement {
  const [name, setName] = useState(list.name);
  const [description, setDescription] = useState(list.description);
  const [limit, setLimit] = useState(list.limitDays === 0 ? '' : String(list.limitDays));
  const nameFault = name.trim() === '' ? 'Give the list a name.' : undefined;
  const limitDays = Number(limit.trim());
  const limitFault = Number.isInteger(limitDays) && limitDays >= 0 && limitDays <= MOST_DAYS ? undefined : LIMIT_WORDS;
  const fault = nameFault ?? limitFault;
  const { send, isPending, error } = useSend(
    () => api.put(`/api/lists/${list.slug}`, { name: name.trim(), description: description.trim(), limitDays }),
    {
      done: 'Saved.',
      refresh: ['/api/lists', '/api/names', `/api/lists/${list.slug}/versions`],
      onDone: onClose,
      onFailed: () => undefined,
    },
  );
  return (
    <FormDialog
      title="Name, purpose and limit"
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
        error={nameFault}
        description={`Flows name it ${list.slug}; that stays.`}
      />
      <TextField label="What it is for" value={description} onChange={setDescription} />
      <TextField
        label="Stale after days"
        value={limit}
        onChange={setLimit}
        inputMode="numeric"
        error={limitFault}
        description="Days without a change or a look over. Steps then do as they say of a stale list. Empty: never."
      />
    </FormDialog>
  );
}

interface DeleteListProps {
  list: Pick<ValidationList, 'slug' | 'name'>;
  onDone: () => void;
  onClose: () => void;
}

/** Deletes a list with its values, once its short name is typed; one that flows use only by name of what that comes to. */
export function DeleteListDialog({ list, onDone, onClose }: DeleteListProps): ReactElement | null {
  const { slug, name } = list;
  const path = `/api/lists/${slug}`;
  const found = useQuery({ queryKey: ['/api/lists', slug], queryFn: () => api.get<ValidationList>(path) });
  if (!found.data && !found.error) return null;
  const { usedBy = [], entries = 0 } = found.data ?? {};
  const isUsed = usedBy.length > 0;
  return (
    <DeleteDialog
      what="list"
      name={name}
      slug={slug}
      action={isUsed ? 'Delete anyway' : undefined}
      path={isUsed ? withQuery(path, { force: true }) : path}
      refresh={['/api/lists', '/api/names']}
      onDone={onDone}
      onClose={onClose}
    >
      <div className="lf-stack lf-stack--tight">
        <p>
          {counted(entries, 'value')} go with it. Its history stays, so that what it decided can be explained; a new
          list named {slug} can take a version of it up again.
        </p>
        {isUsed && (
          <Notice tone="warn" title="Flows still use it">
            <UsedBy flows={usedBy} all />. Their steps then go by what they say about a list that is gone, and the flows
            cannot be published until they name another.
          </Notice>
        )}
      </div>
    </DeleteDialog>
  );
}
