// A page of words that leads are kept under: a list with a dialog to make or change one, a way to its leads, and deletion.
import { type ReactElement, type ReactNode, Suspense, useCallback, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import type { IconName } from '../../kit/icon-paths.ts';
import { ListView } from '../../kit/ListView.tsx';
import type { MenuAction } from '../../kit/Menu.tsx';
import { Page, useCrumbs } from '../../kit/Page.tsx';
import type { Column } from '../../kit/Table.tsx';
import { useList, useUrlFilters } from '../../kit/use-list.ts';
import { useCanEdit } from '../../shell/session.ts';
import { placeLabel } from '../../words/places.ts';
import { LeadTabs } from '../leads/LeadTabs.tsx';

/** What tells one list of words from another. All functions stay the same from one drawing to the next. */
export interface WordPageProps<T> {
  place: 'leadLists' | 'campaigns' | 'statuses';
  path: string;
  icon: IconName;
  /** One sentence under the title. */
  about: string;
  /** One of them and several: "status", "statuses". */
  one: string;
  many: string;
  /** What can be searched. */
  searched: string;
  columns: readonly Column<T>[];
  keyOf: (word: T) => string;
  nameOf: (word: T) => string;
  /** Where the leads are that have it. */
  leadsOf: (word: T) => string;
  /** What is changed of one: "Meaning and marks". */
  editWords: string;
  /** What an empty list says. */
  emptyWords: string;
  /** Makes one, or changes the one given. */
  editor: (word: T | undefined, onClose: () => void) => ReactNode;
  remover: (word: T, onClose: () => void) => ReactNode;
}

type Task<T> = { kind: 'new' } | { kind: 'edit' | 'delete'; word: T };

/** The page. */
export function WordPage<T>(props: WordPageProps<T>): ReactElement {
  const { place, path, one, many } = props;
  useCrumbs([{ label: placeLabel('leads'), to: '/leads' }, { label: placeLabel(place) }]);
  const canEdit = useCanEdit();
  const url = useUrlFilters(['q']);
  const list = useList<T>(path, url.filters);
  const source = useMemo(() => ({ path, query: url.filters }), [path, url.filters]);
  const [task, setTask] = useState<Task<T>>();
  const close = (): void => setTask(undefined);
  const make = (
    <Button kind="primary" icon="plus" onPress={() => setTask({ kind: 'new' })}>
      {`New ${one}`}
    </Button>
  );
  return (
    <Page title={placeLabel(place)} about={props.about} actions={canEdit && make}>
      <LeadTabs />
      <ListView
        place={place}
        label={placeLabel(place)}
        one={one}
        list={list}
        url={url}
        source={source}
        searched={props.searched}
        columns={props.columns}
        keyOf={props.keyOf}
        nameOf={props.nameOf}
        menu={useWordMenu(props, canEdit, setTask)}
        empty={
          <EmptyState icon={props.icon} title={`No ${many} yet`} action={canEdit && make}>
            {props.emptyWords}
          </EmptyState>
        }
        noMatch={{ title: `No ${one} is called so`, all: `Show all ${many}` }}
      />
      <Suspense fallback={null}>
        {task && task.kind !== 'delete' && props.editor(task.kind === 'edit' ? task.word : undefined, close)}
      </Suspense>
      {task?.kind === 'delete' && props.remover(task.word, close)}
    </Page>
  );
}

/** What can be done to one. */
function useWordMenu<T>(
  { leadsOf, editWords }: WordPageProps<T>,
  canEdit: boolean,
  onTask: (task: Task<T>) => void,
): (word: T) => MenuAction[] {
  const go = useNavigate();
  return useCallback(
    (word: T) => {
      const look: MenuAction[] = [
        { id: 'leads', label: 'Its leads', icon: 'lead', onAction: () => void go(leadsOf(word)) },
      ];
      if (!canEdit) return look;
      return [
        ...look,
        { id: 'edit', label: editWords, icon: 'edit', onAction: () => onTask({ kind: 'edit', word }) },
        {
          id: 'delete',
          label: 'Delete',
          icon: 'trash',
          isDanger: true,
          onAction: () => onTask({ kind: 'delete', word }),
        },
      ];
    },
    [go, leadsOf, editWords, canEdit, onTask],
  );
}
