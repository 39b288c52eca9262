// One validation list: its values, with ways to paste more in and take some out.
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { api } from '../../api.ts';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { Loaded } from '../../kit/EmptyState.tsx';
import { Menu } from '../../kit/Menu.tsx';
import { Page, useCrumbs } from '../../kit/Page.tsx';
import { TimeText } from '../../kit/TimeText.tsx';
import { counted } from '../../kit/time-words.ts';
import { UsedBy } from '../../kit/UsedBy.tsx';
import { useCanEdit } from '../../shell/session.ts';
import type { ValidationList } from '../../types.ts';
import { DeleteListDialog, EditListDialog, PasteValuesDialog } from './ListDialogs.tsx';
import { ListValues } from './ListValues.tsx';

/** The page at /lists/:slug. */
export function ListPage(): ReactElement {
  const { slug = '' } = useParams();
  const list = useQuery({
    queryKey: ['/api/lists', slug],
    queryFn: () => api.get<ValidationList>(`/api/lists/${slug}`),
  });
  useCrumbs([{ label: 'Lists', to: '/lists' }, { label: list.data?.name ?? slug }]);
  return <Loaded query={list}>{(found) => <ListView list={found} />}</Loaded>;
}

function ListView({ list }: { list: ValidationList }): ReactElement {
  const canEdit = useCanEdit();
  const navigate = useNavigate();
  const [task, setTask] = useState<'paste' | 'remove' | 'edit' | 'delete'>();
  const close = (): void => setTask(undefined);
  const { name, slug } = list;
  return (
    <Page
      title={name}
      about={list.description || 'Values that a lead must, or must not, have.'}
      badges={<Badge tone="accent">{counted(list.entries, 'value')}</Badge>}
      actions={
        canEdit && (
          <>
            <Menu
              label={`Actions for ${name}`}
              kind="plain"
              actions={[
                { id: 'edit', label: 'Name and purpose', icon: 'edit', onAction: () => setTask('edit') },
                { id: 'remove', label: 'Remove pasted values', icon: 'minus', onAction: () => setTask('remove') },
                {
                  id: 'delete',
                  label: 'Delete list',
                  icon: 'trash',
                  isDanger: true,
                  onAction: () => setTask('delete'),
                },
              ]}
            />
            <Button kind="primary" icon="plus" onPress={() => setTask('paste')}>
              Add values
            </Button>
          </>
        )
      }
    >
      <p className="lf-muted">
        Version {list.version}, changed <TimeText at={list.updatedAt} />. Used by <UsedBy flows={list.usedBy} all />.
      </p>
      <ListValues slug={slug} canEdit={canEdit} onAdd={() => setTask('paste')} />
      {(task === 'paste' || task === 'remove') && <PasteValuesDialog list={list} way={task} onClose={close} />}
      {task === 'edit' && <EditListDialog list={list} onClose={close} />}
      {task === 'delete' && <DeleteListDialog list={list} onClose={close} onDone={() => navigate('/lists')} />}
    </Page>
  );
}
