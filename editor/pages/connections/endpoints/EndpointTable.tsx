// The table of endpoints: what each is for, what it calls, and which adaptor makes its body.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { Badge } from '../../../kit/Badge.tsx';
import { Menu } from '../../../kit/Menu.tsx';
import { TYPE_WORDS } from './call-form.ts';
import type { EndpointDeeds } from './EndpointsPanel.tsx';
import type { ListedEndpoint } from './endpoint-list.ts';
import { endpointMenu } from './endpoint-menu.ts';
import '../../../kit/table.css';

interface EndpointTableProps {
  rows: readonly ListedEndpoint[];
  isReadOnly: boolean;
  deeds: EndpointDeeds;
}

/** The table. */
export function EndpointTable({ rows, isReadOnly, deeds }: EndpointTableProps): ReactElement {
  return (
    <div className="lf-table-frame lf-table-frame--many">
      <table className="lf-table" aria-label="Endpoints">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Type</th>
            <th scope="col">Call</th>
            <th scope="col">Adaptor</th>
            <th scope="col">Answer</th>
            <th scope="col" className="lf-table__tools">
              <span className="lf-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <EndpointRow key={row.slug} row={row} isReadOnly={isReadOnly} deeds={deeds} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function EndpointRow({
  row,
  isReadOnly,
  deeds,
}: Omit<EndpointTableProps, 'rows'> & { row: ListedEndpoint }): ReactElement {
  const { slug, endpoint, from } = row;
  return (
    <tr>
      <th scope="row" data-label="Name">
        <button type="button" className="lf-endpoint__open" onClick={() => deeds.open(slug)}>
          {endpoint.label || endpoint.name || slug}
        </button>{' '}
        {from !== 'own' && <Badge tone="skip">{from === 'template' ? 'Template' : 'Template, changed'}</Badge>}
        <span className="lf-table__sub">{slug}</span>
      </th>
      <td data-label="Type">{typeWords(endpoint)}</td>
      <td data-label="Call">
        <span className="lf-endpoint__path">
          <span className="lf-method">{endpoint.method}</span>
          <code>{endpoint.path}</code>
        </span>
      </td>
      <td data-label="Adaptor">
        {endpoint.adaptor === undefined ? (
          <span className="lf-muted">None</span>
        ) : (
          <Link to={`/adaptors/${endpoint.adaptor}`}>{endpoint.adaptor}</Link>
        )}
      </td>
      <td data-label="Answer">{readingWords(endpoint)}</td>
      <td className="lf-table__tools" data-label="">
        <Menu
          label={`Actions for ${endpoint.name || slug}`}
          icon="gear"
          size="small"
          actions={endpointMenu(row, deeds, { isReadOnly, isOpen: false })}
        />
      </td>
    </tr>
  );
}

/** The type as Gcalls writes it; the one that follows from the method where none is set. */
export function typeWords({ type, method }: ListedEndpoint['endpoint']): string {
  const types = ['auth', 'get-data', 'post-data', 'send-sms'];
  return TYPE_WORDS[types.indexOf(type ?? (method === 'GET' ? 'get-data' : 'post-data'))] ?? '';
}

/** How the answer is read, in a few words. */
function readingWords({ receive = 'json', answer }: ListedEndpoint['endpoint']): string {
  const type = receive === 'text' ? 'Text' : receive.toUpperCase();
  if (answer?.preset === 'leadconduit') return `${type}, as LeadConduit`;
  const count = (answer?.statuses?.length ?? 0) + (answer?.codes?.table.length ?? 0) + (answer?.rules?.length ?? 0);
  return count === 0 ? type : `${type}, ${count} ${count === 1 ? 'rule' : 'rules'}`;
}
