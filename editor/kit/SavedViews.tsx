// Views of a list: names for what stands in its address, some that come with it, some that people keep or share.
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { useSearchParams } from 'react-router';
import { api } from '../api.ts';
import { useCanEdit, useSession } from '../shell/session.ts';
import type { View } from '../types.ts';
import { IconButton } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { FormDialog } from './FormDialog.tsx';
import { Menu, type MenuAction } from './Menu.tsx';
import { Switch } from './Switch.tsx';
import { TextField } from './TextField.tsx';
import { queryText } from './url-state.ts';
import { useSend } from './use-send.ts';

/** A view that comes with the list. `query` is what stands behind the ? of the address. */
export interface BuiltInView {
  name: string;
  query: string;
}

interface SavedViewsProps {
  /** Which list: `runs`. */
  place: string;
  builtIn?: readonly BuiltInView[];
}

const PATH = '/api/views';

/** The menu of views; the one that is shown names the button. */
export function SavedViews({ place, builtIn = [] }: SavedViewsProps): ReactElement {
  const [search, setSearch] = useSearchParams();
  const [task, setTask] = useState<'save' | 'manage'>();
  const found = useQuery({ queryKey: [PATH, place], queryFn: () => api.get<{ items: View[] }>(PATH, { place }) });
  const views = found.data?.items ?? [];
  const now = sameText(search.toString());
  const all = [...builtIn, ...views];
  const shown = all.find((view) => sameText(view.query) === now);
  const toView = (view: BuiltInView & Partial<View>): MenuAction => ({
    id: view.id ?? `built-in ${view.name}`,
    label: view.name,
    isChosen: view === shown,
    ...(view.shared ? { hint: 'shared' } : {}),
    onAction: () => setSearch(new URLSearchParams(view.query)),
  });
  const ways: MenuAction[] = [
    { id: 'save', label: 'Save this view…', icon: 'plus', isDisabled: now === '', onAction: () => setTask('save') },
    ...(views.length > 0
      ? [{ id: 'manage', label: 'Delete views…', icon: 'trash', onAction: () => setTask('manage') } as const]
      : []),
  ];
  return (
    <>
      <Menu label={shown?.name ?? 'Views'} icon="view" showLabel kind="plain" actions={[...all.map(toView), ...ways]} />
      {task === 'save' && (
        <SaveView place={place} query={search.toString()} views={views} onClose={() => setTask(undefined)} />
      )}
      {task === 'manage' && <ManageViews views={views} onClose={() => setTask(undefined)} />}
    </>
  );
}

/** Two addresses of one list read alike, whatever the order of their parts. */
function sameText(query: string): string {
  return queryText(Object.fromEntries(new URLSearchParams(query)));
}

interface SaveViewProps {
  place: string;
  query: string;
  views: readonly View[];
  onClose: () => void;
}

function SaveView({ place, query, views, onClose }: SaveViewProps): ReactElement {
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

function ManageViews({ views, onClose }: { views: readonly View[]; onClose: () => void }): ReactElement {
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
