// Views of a list: names for what stands in its address, some that come with it, some that people keep or share.
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactElement, Suspense, useState } from 'react';
import { useSearchParams } from 'react-router';
import { api } from '../api.ts';
import type { View } from '../types.ts';
import { Menu, type MenuAction } from './Menu.tsx';
import { queryText } from './url-state.ts';

const SaveView = lazy(() => import('./ViewDialogs.tsx').then((file) => ({ default: file.SaveView })));
const ManageViews = lazy(() => import('./ViewDialogs.tsx').then((file) => ({ default: file.ManageViews })));

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
      <Suspense fallback={null}>
        {task === 'save' && (
          <SaveView place={place} query={search.toString()} views={views} onClose={() => setTask(undefined)} />
        )}
        {task === 'manage' && <ManageViews views={views} onClose={() => setTask(undefined)} />}
      </Suspense>
    </>
  );
}

/** Two addresses of one list read alike, whatever the order of their parts. */
function sameText(query: string): string {
  return queryText(Object.fromEntries(new URLSearchParams(query)));
}
