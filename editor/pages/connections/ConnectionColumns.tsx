// The columns of the list of connections.
import { Link } from 'react-router';
import { Badge } from '../../kit/Badge.tsx';
import type { Column } from '../../kit/Table.tsx';
import { counted } from '../../kit/time-words.ts';
import { UsedBy } from '../../kit/UsedBy.tsx';
import { PauseMark } from '../../pausing/PauseControl.tsx';
import type { ConnectionSummary } from '../../types.ts';
import { AUTH_WORDS } from './auth-words.ts';

/** The columns; what is wanting stands in words and a mark. */
export const CONNECTION_COLUMNS: readonly Column<ConnectionSummary>[] = [
  {
    id: 'name',
    title: 'Name',
    sorts: true,
    cell: (connection) => (
      <>
        <Link to={`/connections/${connection.slug}`}>{connection.name}</Link>{' '}
        <PauseMark at={{ kind: 'connection', key: connection.slug }} />
        <span className="lf-table__sub">{connection.slug}</span>
      </>
    ),
  },
  {
    id: 'template',
    title: 'Template',
    sorts: true,
    cell: ({ template, templateName }) =>
      template === null ? (
        <span className="lf-muted">None</span>
      ) : (
        <Link to={`/connections/templates/${template}`}>{templateName ?? template}</Link>
      ),
  },
  {
    id: 'host',
    title: 'Host',
    sorts: true,
    isTight: true,
    cell: ({ scheme, host, tenant }) => (
      <>
        <code>{scheme === 'https' ? host : `${scheme}://${host}`}</code>
        {tenant !== '' && <span className="lf-table__sub">{tenant}</span>}
      </>
    ),
  },
  { id: 'auth', title: 'Authentication', isMinor: true, cell: ({ auth }) => AUTH_WORDS[auth] ?? auth },
  { id: 'endpoints', title: 'Endpoints', align: 'end', cell: ({ endpoints }) => endpoints },
  { id: 'used', title: 'Used by', cell: ({ usedBy }) => <UsedBy flows={usedBy} /> },
  {
    id: 'problems',
    title: 'To do',
    isTight: true,
    cell: ({ problems, missingSecrets }) => (
      <span className="lf-row">
        {missingSecrets > 0 && (
          <Badge tone="warn" icon="key">
            {`${counted(missingSecrets, 'secret')} to set`}
          </Badge>
        )}
        {problems > 0 && <Badge tone="err">{counted(problems, 'problem')}</Badge>}
        {missingSecrets + problems === 0 && <span className="lf-muted">Nothing</span>}
      </span>
    ),
  },
];
