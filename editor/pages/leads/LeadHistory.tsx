// What happened to a lead since it was created, the newest first: when, who did it and in which run, what it was before and after.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { Card } from '../../kit/Page.tsx';
import { TimeText } from '../../kit/TimeText.tsx';
import type { LeadEvent } from '../../types.ts';
import { type Changed, changeWords, type Stroke, strokesOf, whoWords } from './history-words.ts';
import './leads.css';

/** The card. `history` has the creation first. */
export function LeadHistory({ history }: { history: readonly LeadEvent[] }): ReactElement {
  return (
    <Card title="History">
      <ol className="ld-history" aria-label="History, the newest first">
        {strokesOf(history).map((stroke) => (
          <li key={`${stroke.at} ${stroke.who} ${stroke.run}`} className="ld-history__entry">
            <Head stroke={stroke} />
            {stroke.entries.map((entry) => (
              <Deed key={entry.did} entry={entry} />
            ))}
          </li>
        ))}
      </ol>
    </Card>
  );
}

function Head({ stroke: { at, who, run } }: { stroke: Stroke }): ReactElement {
  const { label, to } = whoWords(who);
  return (
    <div className="ld-history__head lf-muted lf-small">
      <TimeText at={at} />
      <span>{to ? <Link to={to}>{label}</Link> : label}</span>
      {run !== null && <Link to={`/runs/${run}`}>Open the run</Link>}
    </div>
  );
}

function Deed({ entry }: { entry: LeadEvent }): ReactElement {
  const { deed, changes } = changeWords(entry);
  const [first] = changes;
  const isOneLine = changes.length === 1 && first?.name === '';
  return (
    <div className="ld-history__deed">
      <strong>{deed}</strong> {isOneLine && <Change change={first} />}
      {!isOneLine &&
        changes.map((change) => (
          <div key={change.name}>
            <code>{change.name}</code> <Change change={change} />
          </div>
        ))}
    </div>
  );
}

function Change({ change: { before, after } }: { change: Changed }): ReactElement {
  return (
    <>
      {before !== undefined && (
        <>
          <span className="lf-muted">{before}</span> <span aria-hidden="true">→</span>
          <span className="lf-hidden"> is now </span>{' '}
        </>
      )}
      {after}
    </>
  );
}
