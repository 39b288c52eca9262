// What an answer came to: its outcome, what decided, and what was taken out of it.
import type { ReactElement } from 'react';
import { Badge } from '../../../kit/Badge.tsx';
import { Notice } from '../../../kit/Notice.tsx';
import { Fact } from '../../../kit/Page.tsx';
import type { ReadingPreview } from '../../../types.ts';
import { OUTCOME_TONES, OUTCOME_WORDS } from './outcome-words.ts';

/** The words. */
export function FoundNotice({ found }: { found: ReadingPreview }): ReactElement {
  const { outcome, rule, reasons, warnings, price, reference, captures, says } = found;
  const taken: [string, string][] = [
    ['Reason', reasons.join('; ')],
    ['Warnings', warnings.join('; ')],
    ['Price', price === null ? '' : String(price)],
    ['Reference', reference],
    ...Object.entries(captures).map(([name, value]): [string, string] => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  ];
  const shown = taken.filter(([, value]) => value !== '');
  return (
    <>
      <p className="lf-row">
        <Badge tone={OUTCOME_TONES[outcome]}>{OUTCOME_WORDS[outcome]}</Badge>
        <span>{rule}</span>
      </p>
      {says !== '' && <Notice tone="warn">{says}</Notice>}
      {shown.length > 0 && (
        <dl className="lf-facts">
          {shown.map(([label, value]) => (
            <Fact key={label} label={label}>
              {value}
            </Fact>
          ))}
        </dl>
      )}
    </>
  );
}
