// What happened to a lead since it was created, the newest first: when, what it was before and after, who did it, and in which run.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { Card } from '../../kit/Page.tsx';
import { TimeText } from '../../kit/TimeText.tsx';
import type { LeadEvent } from '../../types.ts';
import { type Changed, changeWords, whoWords } from './history-words.ts';
import './leads.css';

/** The card. `history` has the creation first. */
export function LeadHistory({ history }: { history: readonly LeadEvent[] }): ReactElement {
  const entries = history.map((entry, at) => ({ ...entry, at, time: entry.at })).toReversed();
  return (
    <Card title="History">
      <ol className="ld-history" aria-label="History, the newest first">
        {entries.map(({ at, time, ...entry }) => (
          <li key={at} className="ld-history__entry">
            <div className="ld-history__head">
              <strong>{changeWords(entry).deed}</strong>
              <span className="lf-muted lf-small">
                <TimeText at={time} />
              </span>
            </div>
            {changeWords(entry).changes.map((change) => (
              <Change key={change.name} change={change} />
            ))}
            <span className="lf-muted lf-small">
              <Who entry={entry} />
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}

type Entry = Omit<LeadEvent, 'at'>;

function Change({ change: { name, before, after } }: { change: Changed }): ReactElement {
  return (
    <span className="ld-history__change">
      {name !== '' && <code>{name}</code>}{' '}
      {before !== undefined && (
        <>
          <span className="lf-muted">{before}</span> <span aria-hidden="true">→</span>
          <span className="lf-hidden"> is now </span>{' '}
        </>
      )}
      {after}
    </span>
  );
}

function Who({ entry: { who, run } }: { entry: Entry }): ReactElement {
  const { label, to } = whoWords(who);
  return (
    <>
      {to ? <Link to={to}>{label}</Link> : label}
      {run !== null && (
        <>
          {', in '}
          <Link to={`/runs/${run}`}>this run</Link>
        </>
      )}
    </>
  );
}
