// The endpoints of a connection or template: their list, or the one that is open.
import { lazy, type ReactElement, Suspense, useState } from 'react';
import { Button } from '../../../kit/Button.tsx';
import { EmptyState, Loading } from '../../../kit/EmptyState.tsx';
import { Card } from '../../../kit/Page.tsx';
import { EndpointTable } from './EndpointTable.tsx';
import type { EndpointHolder } from './endpoint-holder.ts';
import {
  copyOf,
  type Endpoints,
  type ListedEndpoint,
  listed,
  renamed,
  withEndpoint,
  without,
} from './endpoint-list.ts';
import '../connections.css';

const EndpointView = lazy(() => import('./EndpointView.tsx').then((file) => ({ default: file.EndpointView })));
const NameEndpointDialog = lazy(() =>
  import('./NameEndpointDialog.tsx').then((file) => ({ default: file.NameEndpointDialog })),
);

interface EndpointsPanelProps {
  holder: EndpointHolder;
  /** The document's own. */
  endpoints: Endpoints;
  /** Those that a connection has from its template. */
  inherited?: Endpoints;
  /** `moved`: an endpoint got another short name. */
  onChange: (endpoints: Endpoints, moved?: { from: string; to: string }) => void;
  isReadOnly: boolean;
  /** The short name of the endpoint that is open; undefined for the list. */
  opened: string | undefined;
  onOpen: (slug: string | undefined) => void;
  /** Goes to the test or the logs of an endpoint; without it the rows do not offer them. */
  onGo?: (to: 'test' | 'logs', slug: string) => void;
  /** Connections that an endpoint of a template can be tested with. */
  through?: readonly TestWith[];
}

type Task = { kind: 'new' } | { kind: 'rename'; slug: string };

/** The panel. */
export function EndpointsPanel(props: EndpointsPanelProps): ReactElement {
  const { holder, endpoints, inherited = {}, onChange, isReadOnly, opened, onOpen, onGo, through } = props;
  const [task, setTask] = useState<Task>();
  const rows = listed(endpoints, inherited);
  const taken = rows.map(({ slug }) => slug);
  const current = rows.find(({ slug }) => slug === opened);
  const deeds = {
    open: (slug: string) => onOpen(slug),
    copy: (row: ListedEndpoint) => {
      const made = copyOf(row, taken);
      onChange(withEndpoint(endpoints, made.slug, made.endpoint));
      onOpen(made.slug);
    },
    rename: (slug: string) => setTask({ kind: 'rename', slug }),
    remove: (slug: string) => {
      onChange(without(endpoints, slug));
      // The template's takes its place; what is gone for good leads back to the list.
      if (!(slug in inherited)) onOpen(undefined);
    },
    ...(onGo ? { go: onGo } : {}),
    ...(through ? { through } : {}),
  };
  return (
    <>
      {opened === undefined || current === undefined ? (
        <EndpointList {...{ rows, isReadOnly, deeds, missing: opened }} onAdd={() => setTask({ kind: 'new' })} />
      ) : (
        <Suspense fallback={<Loading lines={6} />}>
          <EndpointView
            key={current.slug}
            row={current}
            holder={holder}
            isReadOnly={isReadOnly}
            deeds={deeds}
            onChange={(endpoint) => onChange(withEndpoint(endpoints, current.slug, endpoint))}
            onBack={() => onOpen(undefined)}
          />
        </Suspense>
      )}
      {task && (
        <Suspense fallback={null}>
          <NameEndpointDialog
            holder={holder}
            taken={taken}
            before={task.kind === 'rename' ? task.slug : undefined}
            onClose={() => setTask(undefined)}
            onDone={(slug, endpoint) => {
              if (endpoint) onChange(withEndpoint(endpoints, slug, endpoint));
              else if (task.kind === 'rename')
                onChange(renamed(endpoints, task.slug, slug), { from: task.slug, to: slug });
              setTask(undefined);
              onOpen(endpoint || opened !== undefined ? slug : undefined);
            }}
          />
        </Suspense>
      )}
    </>
  );
}

/** A connection of the template, and the way to its test of an endpoint. */
export interface TestWith {
  slug: string;
  name: string;
  test: (endpoint: string) => void;
}

/** What can be done to one endpoint. */
export interface EndpointDeeds {
  open: (slug: string) => void;
  copy: (row: ListedEndpoint) => void;
  rename: (slug: string) => void;
  remove: (slug: string) => void;
  go?: (to: 'test' | 'logs', slug: string) => void;
  through?: readonly TestWith[];
}

interface EndpointListProps {
  rows: readonly ListedEndpoint[];
  isReadOnly: boolean;
  deeds: EndpointDeeds;
  /** A short name that was asked for and is not there. */
  missing: string | undefined;
  onAdd: () => void;
}

function EndpointList({ rows, isReadOnly, deeds, missing, onAdd }: EndpointListProps): ReactElement {
  const add = !isReadOnly && (
    <Button size="small" icon="plus" onPress={onAdd}>
      Add endpoint
    </Button>
  );
  return (
    <Card title="Endpoints" about="The calls that can be made." isFlush actions={rows.length > 0 && add}>
      {missing !== undefined && (
        <p className="lf-card__body lf-muted" role="status">
          There is no endpoint {missing} any more.
        </p>
      )}
      {rows.length === 0 ? (
        <EmptyState icon="send" title="No endpoints yet" action={add}>
          Add the first call, such as “Find a lead by phone number”.
        </EmptyState>
      ) : (
        <EndpointTable rows={rows} isReadOnly={isReadOnly} deeds={deeds} />
      )}
    </Card>
  );
}
