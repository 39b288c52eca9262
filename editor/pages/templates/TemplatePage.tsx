// One template: the connections made from it, the endpoints that it gives them, and its settings.
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactElement, Suspense, useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import type { TemplateDocument } from '../../../flows/language/receivers.ts';
import { api } from '../../api.ts';
import { Badge } from '../../kit/Badge.tsx';
import { Loaded, Loading } from '../../kit/EmptyState.tsx';
import { Menu } from '../../kit/Menu.tsx';
import { Page, useCrumbs } from '../../kit/Page.tsx';
import { SaveBar } from '../../kit/SaveBar.tsx';
import { Tabs, type TabView } from '../../kit/Tabs.tsx';
import { UndoButtons } from '../../kit/UndoButtons.tsx';
import { type DocumentDraft, useDocument } from '../../kit/use-document.ts';
import { useCanEdit } from '../../shell/session.ts';
import type { TemplateDetail } from '../../types.ts';
import { TemplateConnections } from './TemplateConnections.tsx';
import { TYPE_WORDS } from './template-words.ts';

const TemplateEndpoints = lazy(() =>
  import('./TemplateEndpoints.tsx').then((file) => ({ default: file.TemplateEndpoints })),
);
const TemplateSettings = lazy(() =>
  import('./TemplateSettings.tsx').then((file) => ({ default: file.TemplateSettings })),
);
const DuplicateTemplate = lazy(() =>
  import('./TemplateDialogs.tsx').then((file) => ({ default: file.DuplicateTemplate })),
);
const DeleteTemplate = lazy(() => import('./TemplateDialogs.tsx').then((file) => ({ default: file.DeleteTemplate })));

/** The page at /connections/templates/:slug; the tab stands in the address. */
export function TemplatePage(): ReactElement {
  const { slug = '' } = useParams();
  const template = useQuery({
    queryKey: ['/api/templates', slug],
    queryFn: () => api.get<TemplateDetail>(`/api/templates/${slug}`),
  });
  const document = template.data?.document;
  useCrumbs([
    { label: 'Connections', to: '/connections' },
    { label: 'Templates', to: '/connections/templates' },
    { label: document?.label ?? document?.name ?? slug },
  ]);
  return <Loaded query={template}>{(detail) => <TemplateView key={detail.slug} detail={detail} />}</Loaded>;
}

function TemplateView({ detail }: { detail: TemplateDetail }): ReactElement {
  const canEdit = useCanEdit();
  const [search, setSearch] = useSearchParams();
  const doc = useDocument<TemplateDocument>(detail, {
    path: `/api/templates/${detail.slug}`,
    refresh: ['/api/templates', '/api/connections', '/api/names'],
  });
  const { draft } = doc;
  const tabs = tabsOf(detail, doc, canEdit);
  const selected = tabs.find(({ id }) => id === search.get('tab'))?.id ?? 'connections';
  const title = draft.label || draft.name || detail.slug;
  return (
    <Page
      title={title}
      about={draft.description}
      badges={
        <>
          <Badge tone="skip" icon={null}>
            {TYPE_WORDS[draft.type ?? 'other']}
          </Badge>
          {draft.onlyFor && (
            <Badge tone="skip" icon="key">
              Private
            </Badge>
          )}
        </>
      }
      actions={canEdit && <Actions detail={detail} title={title} doc={doc} />}
    >
      <Tabs
        label="Parts of the template"
        tabs={tabs}
        selected={selected}
        onSelect={(tab) => {
          if (tab !== selected) setSearch({ tab }, { replace: true });
        }}
      />
      {canEdit && <SaveBar doc={doc} fault={templateFault(draft)} />}
    </Page>
  );
}

function tabsOf(detail: TemplateDetail, doc: DocumentDraft<TemplateDocument>, canEdit: boolean): TabView[] {
  const part = { draft: doc.draft, change: doc.change, isReadOnly: !canEdit, slug: detail.slug };
  const later = (content: ReactElement): ReactElement => (
    <Suspense fallback={<Loading lines={4} />}>{content}</Suspense>
  );
  return [
    {
      id: 'connections',
      label: 'Connections',
      count: detail.connections.length,
      content: <TemplateConnections detail={detail} canEdit={canEdit} />,
    },
    {
      id: 'endpoints',
      label: 'Endpoints',
      count: Object.keys(doc.draft.endpoints).length,
      content: later(<TemplateEndpoints {...part} connections={detail.connections} />),
    },
    { id: 'settings', label: 'Settings', content: later(<TemplateSettings {...part} usedBy={detail.usedBy} />) },
  ];
}

/** What every part of the page is given. */
export interface TemplatePart {
  draft: TemplateDocument;
  change: (next: TemplateDocument) => void;
  isReadOnly: boolean;
  slug: string;
}

interface ActionsProps {
  detail: TemplateDetail;
  title: string;
  doc: DocumentDraft<TemplateDocument>;
}

function Actions({ detail, title, doc }: ActionsProps): ReactElement {
  const [task, setTask] = useState<'duplicate' | 'delete'>();
  const close = (): void => setTask(undefined);
  return (
    <>
      <UndoButtons doc={doc} />
      <Menu
        label={`Actions for ${title}`}
        icon="gear"
        kind="plain"
        actions={[
          { id: 'duplicate', label: 'Duplicate', icon: 'copy', onAction: () => setTask('duplicate') },
          { id: 'delete', label: 'Delete template', icon: 'trash', isDanger: true, onAction: () => setTask('delete') },
        ]}
      />
      <Suspense fallback={null}>
        {task === 'duplicate' && <DuplicateTemplate slug={detail.slug} label={title} onClose={close} />}
        {task === 'delete' && (
          <DeleteTemplate slug={detail.slug} label={title} usedBy={detail.usedBy} onClose={close} />
        )}
      </Suspense>
    </>
  );
}

/** The first thing that keeps the template from being saved, in words. */
function templateFault({ name, parameters = [], headers = [] }: TemplateDocument): string | undefined {
  if (name.trim() === '') return 'Give the template an Integration Name.';
  // A row that was just added has no name yet.
  const names = parameters.map((each) => (each.name ?? '').trim());
  if (names.includes('')) return 'Give every parameter a name, or remove it.';
  const twice = names.find((each, index) => names.indexOf(each) < index);
  if (twice !== undefined) return `Two parameters are called ${twice}; rename or remove one.`;
  if (headers.some((header) => header.name.trim() === '')) return 'Give every header a name, or remove it.';
  return undefined;
}
