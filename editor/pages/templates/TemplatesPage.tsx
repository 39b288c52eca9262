// The templates: what each system offers, for connections to be made from.
import { lazy, type ReactElement, Suspense, useMemo, useState } from 'react';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ListView } from '../../kit/ListView.tsx';
import { Page, useCrumbs } from '../../kit/Page.tsx';
import { useList, useUrlFilters } from '../../kit/use-list.ts';
import { useCanEdit } from '../../shell/session.ts';
import type { TemplateSummary } from '../../types.ts';
import { ReceiverTabs } from '../connections/ReceiverTabs.tsx';
import { TEMPLATE_COLUMNS, type TemplateTask, useTemplateMenu } from './TemplateColumns.tsx';

/** Forms weigh more than the list: they are loaded when somebody wants one. */
const TemplateDialogs = lazy(() => import('./TemplateDialogs.tsx').then((file) => ({ default: file.TemplateDialogs })));

const PATH = '/api/templates';

/** The page at /connections/templates. */
export function TemplatesPage(): ReactElement {
  useCrumbs([{ label: 'Connections', to: '/connections' }, { label: 'Templates' }]);
  const canEdit = useCanEdit();
  const url = useUrlFilters(['q']);
  const query = useMemo(() => ({ ...url.filters, sort: url.sort }), [url.filters, url.sort]);
  const list = useList<TemplateSummary>(PATH, query);
  const [task, setTask] = useState<TemplateTask>();
  const menu = useTemplateMenu(canEdit, setTask);
  const add = (
    <>
      <Button onPress={() => setTask({ kind: 'ready' })}>Add a ready template</Button>
      <Button kind="primary" icon="plus" onPress={() => setTask({ kind: 'new' })}>
        Add template
      </Button>
    </>
  );
  return (
    <Page
      title="Templates"
      about="What a system offers: its parameters, authentication and endpoints, said once for all customers who use it."
      actions={canEdit && add}
    >
      <ReceiverTabs />
      <ListView
        place="templates"
        label="Templates"
        one="template"
        list={list}
        url={url}
        source={{ path: PATH, query }}
        searched="Name, label or description"
        order="name"
        columns={TEMPLATE_COLUMNS}
        keyOf={keyOf}
        nameOf={nameOf}
        menu={menu}
        empty={
          <EmptyState icon="connection" title="No templates yet" action={canEdit && add}>
            Describe a system once, and every customer’s access to it is a few fields to fill in.
          </EmptyState>
        }
        noMatch={{ title: 'No template fits this search', all: 'Show all templates' }}
      />
      {task && (
        <Suspense fallback={null}>
          <TemplateDialogs task={task} onClose={() => setTask(undefined)} />
        </Suspense>
      )}
    </Page>
  );
}

function keyOf({ slug }: TemplateSummary): string {
  return slug;
}

function nameOf({ label }: TemplateSummary): string {
  return label;
}
