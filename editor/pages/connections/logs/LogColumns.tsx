// The columns of the log of a connection.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { Badge } from '../../../kit/Badge.tsx';
import { Button } from '../../../kit/Button.tsx';
import type { Column } from '../../../kit/Table.tsx';
import { TimeText } from '../../../kit/TimeText.tsx';
import { durationWords } from '../../../kit/time-words.ts';
import { runName } from '../../../run/run-name.ts';
import type { ExchangeLine } from '../../../types.ts';
import { ResultBadge } from './ResultBadge.tsx';

/** When, whose number, which endpoint, what came back, and who called. `onView` opens one. */
export function logColumns(onView: (line: ExchangeLine) => void): readonly Column<ExchangeLine>[] {
  return [
    { id: 'at', title: 'Time', isTight: true, cell: ({ at }) => <TimeText at={at} /> },
    { id: 'id', title: 'Id', isTight: true, isMinor: true, cell: ({ id }) => <code title={id}>{shortId(id)}</code> },
    { id: 'phone', title: 'Phone', isTight: true, cell: ({ phone }) => phone || <span className="lf-muted">–</span> },
    { id: 'endpoint', title: 'Endpoint', isTight: true, cell: ({ endpoint }) => <code>{endpoint || '–'}</code> },
    { id: 'status', title: 'HTTP', isTight: true, cell: ({ status }) => status ?? <span className="lf-muted">–</span> },
    { id: 'result', title: 'Result', isTight: true, cell: ({ result }) => <ResultBadge result={result} /> },
    {
      id: 'reason',
      title: 'Reason',
      isMinor: true,
      width: '24%',
      cell: ({ reason }) => (
        <span className="lf-table__clamp lf-table__words" title={reason}>
          {reason || <span className="lf-muted">–</span>}
        </span>
      ),
    },
    {
      id: 'ms',
      title: 'Took',
      isTight: true,
      isMinor: true,
      cell: ({ ms }) => (ms === null ? '–' : durationWords(ms)),
    },
    { id: 'from', title: 'Called by', cell: (line) => <CalledBy line={line} /> },
    {
      id: 'view',
      title: 'View',
      hideTitle: true,
      cell: (line) => (
        <Button
          size="small"
          icon="eye"
          aria-label={`View the entry of ${nameOfLine(line)}`}
          onPress={() => onView(line)}
        >
          View
        </Button>
      ),
    },
  ];
}

/** The end of an id, which tells it from others: `<run>.<node>.<n>.<attempt>`, or the id of a test. */
function shortId(id: string): string {
  const [run = '', ...call] = id.split('.');
  return [run.slice(-8), ...call].join('.');
}

/** What a person calls an entry. */
export function nameOfLine({ phone, id, at }: ExchangeLine): string {
  return phone === '' ? `${at.slice(0, 16).replace('T', ' ')}, ${id.slice(-8)}` : phone;
}

function CalledBy({ line: { run, flow, by, test, attempt } }: { line: ExchangeLine }): ReactElement {
  if (run === null)
    return (
      <>
        <Badge tone="accent">Test</Badge> {by}
      </>
    );
  return (
    <>
      <Link to={`/runs/${run}`}>{runName(run)}</Link> <span className="lf-muted">{flow}</span>
      {attempt > 1 && <span className="lf-muted">{`, attempt ${attempt}`}</span>}
      {test && (
        <>
          {' '}
          <Badge tone="accent">Test lead</Badge>
        </>
      )}
    </>
  );
}
