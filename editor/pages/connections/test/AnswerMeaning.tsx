// What an answer means as its endpoint reads it, and what decided: the outcome, reasons, and what was taken out.
import type { ReactElement } from 'react';
import { JsonView } from '../../../kit/JsonView.tsx';
import { Fact } from '../../../kit/Page.tsx';
import type { AnswerFound } from '../../../types.ts';
import { ResultBadge } from '../logs/ResultBadge.tsx';

/** The outcome with the rule, and the values that the reading found. */
export function AnswerMeaning({ found }: { found: AnswerFound }): ReactElement {
  const { outcome, rule, reasons, warnings, price, reference, captures } = found;
  return (
    <dl className="lf-facts">
      <Fact label="Outcome">
        <ResultBadge result={outcome} />
      </Fact>
      <Fact label="Decided by">{rule}</Fact>
      {reasons.length > 0 && <Fact label={reasons.length === 1 ? 'Reason' : 'Reasons'}>{reasons.join('; ')}</Fact>}
      {warnings.length > 0 && <Fact label="Warnings">{warnings.join('; ')}</Fact>}
      {reference !== '' && (
        <Fact label="Reference">
          <code>{reference}</code>
        </Fact>
      )}
      {price !== null && <Fact label="Price">{price}</Fact>}
      {Object.keys(captures).length > 0 && (
        <Fact label="Taken out">
          <JsonView value={captures} label="Taken out" openLevels={2} />
        </Fact>
      )}
    </dl>
  );
}
