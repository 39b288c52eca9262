// Saves the view that is shown under a name, and deletes views.
import { type ReactElement, useState } from 'react';
import { api } from '../api.ts';
import { useCanEdit, useSession } from '../shell/session.ts';
import type { View } from '../types.ts';
import { IconButton } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { FormDialog } from './FormDialog.tsx';
import { Switch } from './Switch.tsx';
import { TextField } from './TextField.tsx';
import { useSend } from './use-send.ts';

const PATH = '/api/views';

interface SaveViewProps {
  place: string;
  query: string;
  views: readonly View[];
  onClose: () => void;
}

/** Asks for a name, and whether others see it. */
export function SaveView({ place, query, views, onClose }: SaveViewProps): ReactElement {
  const canShare = useCanEdit();
  const { user } = useSession();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const same = views.find((view) => view.name === name.trim() && view.owner === user.email);
  const save = useSend(() => api.post<View>(PATH, { place, name: name.trim(), query, shared }), {
    done: `The view ${name.trim()} was saved.`,
    refresh: [PATH],
    onDone: onClose,
    onFailed: () => undefined,
  });
  return (
    <FormDialog
      title="Save this view"
      action={same ? 'Replace view' : 'Save view'}
      isReady={name.trim() !== ''}
      isPending={save.isPending}
      error={save.error}
      onSubmit={() => save.send()}
      onClose={onClose}
    >
      <TextField
        label="Name"
        value={name}
        onChange={setName}
        placeholder="Errors of this week"
        description={same ? 'You have a view of this name; it is replaced.' : 'Search, filters and order are kept.'}
        isRequired
        autoFocus
      />
      {canShare && (
        <Switch isSelected={shared} onChange={setShared} description="It stands in the menu of everybody.">
          Share it
        </Switch>
      )}
    </FormDialog>
  );
}

/** The views that there are, each with a button that deletes it. */
export function ManageViews({ views, onClose }: { views: readonly View[]; onClose: () => void }): ReactElement {
  const { user } = useSession();
  const canEdit = useCanEdit();
  const remove = useSend((view: View) => api.delete(`${PATH}/${view.id}`), {
    done: (_, view) => `The view ${view.name} was deleted.`,
    refresh: [PATH],
    onDone: () => views.length === 1 && onClose(),
  });
  return (
    <Dialog title="Delete views" onClose={onClose}>
      <ul className="lf-list lf-stack lf-stack--tight">
        {views.map((view) => (
          <li key={view.id} className="lf-row lf-row--apart">
            <span>
              {view.name}{' '}
              <span className="lf-muted lf-small">
                {view.owner === user.email ? (view.shared ? 'yours, shared' : 'yours') : `shared by ${view.owner}`}
              </span>
            </span>
            {(view.owner === user.email || canEdit) && (
              <IconButton
                label={`Delete ${view.name}`}
                icon="trash"
                kind="danger"
                size="small"
                onPress={() => remove.send(view)}
              />
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
