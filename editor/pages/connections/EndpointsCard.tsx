// The endpoints of a connection: what the receiver can be asked.
import { type ReactElement, useState } from 'react';
import { Badge } from '../../kit/Badge.tsx';
import { Button, IconButton } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Card } from '../../kit/Page.tsx';
import type { ConnectionPart } from './ConnectionPage.tsx';
import { withEndpoint } from './connection-model.ts';
import { EndpointDialog } from './EndpointDialog.tsx';
import './connections.css';
import '../../kit/table.css';

type Task = { kind: 'new' } | { kind: 'edit'; slug: string };

/** The card with the table of endpoints. */
export function EndpointsCard({ draft, change, isReadOnly, slug }: ConnectionPart): ReactElement {
  const [task, setTask] = useState<Task>();
  const endpoints = Object.entries(draft.endpoints);
  const remove = (slug: string): void =>
    change({ ...draft, endpoints: Object.fromEntries(endpoints.filter(([each]) => each !== slug)) });
  const before = task?.kind === 'edit' ? task.slug : undefined;
  const add = (
    <Button size="small" icon="plus" onPress={() => setTask({ kind: 'new' })}>
      Add endpoint
    </Button>
  );
  return (
    <Card
      title="Endpoints"
      about="The calls that flows can make."
      isFlush
      actions={!isReadOnly && endpoints.length > 0 && add}
    >
      {endpoints.length === 0 ? (
        <EmptyState icon="send" title="No endpoints yet" action={!isReadOnly && add}>
          Add the first call, such as “Find a lead by phone number”.
        </EmptyState>
      ) : (
        <div className="lf-table-frame lf-table-frame--many">
          <EndpointTable
            endpoints={endpoints}
            isReadOnly={isReadOnly}
            onOpen={(slug) => setTask({ kind: 'edit', slug })}
            onRemove={remove}
          />
        </div>
      )}
      {task && (
        <EndpointDialog
          connection={slug}
          slug={before}
          endpoint={before === undefined ? undefined : draft.endpoints[before]}
          taken={endpoints.map(([slug]) => slug)}
          isReadOnly={isReadOnly}
          onDone={(named) => {
            change({ ...draft, endpoints: withEndpoint(draft.endpoints, before, named) });
            setTask(undefined);
          }}
          onClose={() => setTask(undefined)}
        />
      )}
    </Card>
  );
}

interface EndpointTableProps {
  endpoints: [string, ConnectionPart['draft']['endpoints'][string]][];
  isReadOnly: boolean;
  onOpen: (slug: string) => void;
  onRemove: (slug: string) => void;
}

function EndpointTable({ endpoints, isReadOnly, onOpen, onRemove }: EndpointTableProps): ReactElement {
  return (
    <table className="lf-table" aria-label="Endpoints">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Call</th>
          <th scope="col">Sends, answers</th>
          <th scope="col">Sample</th>
          <th scope="col" className="lf-table__tools">
            <span className="lf-hidden">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {endpoints.map(([slug, endpoint]) => (
          <tr key={slug}>
            <th scope="row" data-label="Name">
              <strong>{endpoint.name}</strong>
              <span className="lf-table__sub">{slug}</span>
            </th>
            <td data-label="Call">
              <span className="lf-endpoint__path">
                <span className="lf-method">{endpoint.method}</span>
                <code>{endpoint.path}</code>
              </span>
            </td>
            <td data-label="Sends, answers">{`${(endpoint.send ?? 'json').toUpperCase()}, ${(endpoint.receive ?? 'json').toUpperCase()}`}</td>
            <td data-label="Sample">
              {endpoint.sample ? (
                <Badge tone="ok">{endpoint.sample.status}</Badge>
              ) : (
                <span className="lf-muted">None</span>
              )}
            </td>
            <td className="lf-table__tools" data-label="">
              <span className="lf-row">
                <IconButton
                  size="small"
                  icon={isReadOnly ? 'eye' : 'edit'}
                  label={`Open ${endpoint.name}`}
                  onPress={() => onOpen(slug)}
                />
                {!isReadOnly && (
                  <IconButton
                    size="small"
                    icon="trash"
                    kind="danger"
                    label={`Remove ${endpoint.name}`}
                    onPress={() => onRemove(slug)}
                  />
                )}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
