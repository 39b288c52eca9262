// Why a lead went as it did: the whole in one sentence, each decision in one, and what would have altered it.
import type { ReactElement } from 'react';
import { CopyButton } from '../kit/CopyButton.tsx';
import type { Why } from '../types.ts';
import { whyText, wordParts } from './why-text.ts';
import './why.css';

/** The card; nothing where there is nothing to say. */
export function WhyCard({ why }: { why: Why }): ReactElement | null {
  const { summary, wouldChange, decisions } = why;
  if (summary === '') return null;
  return (
    <section className="rn-why" aria-label="Why?">
      <div className="rn-why__head">
        <h2>Why?</h2>
        <CopyButton text={whyText(why)} label="Copy why as text" />
      </div>
      <p>
        <Worded text={summary} />
      </p>
      {wouldChange && (
        <p className="lf-muted">
          <Worded text={wouldChange} />
        </p>
      )}
      {decisions.length > 0 && (
        <details className="rn-why__all">
          <summary>{decisions.length === 1 ? 'The decision' : `All ${decisions.length} decisions`}</summary>
          <ol>
            {decisions.map((decision) => (
              <li key={decision.node}>
                <strong>{decision.title}</strong> <Worded text={decision.says} />
                {decision.wouldChange && (
                  <span className="rn-why__change lf-muted">
                    <Worded text={decision.wouldChange} />
                  </span>
                )}
              </li>
            ))}
          </ol>
        </details>
      )}
    </section>
  );
}

/** A sentence whose parts in backticks are code. */
function Worded({ text }: { text: string }): ReactElement {
  return (
    <>
      {wordParts(text).map((part) =>
        part.isCode ? <code key={part.at}>{part.text}</code> : <span key={part.at}>{part.text}</span>,
      )}
    </>
  );
}
