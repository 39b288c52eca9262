// Lines of two texts against each other: what goes, what comes, and what stands around it.
import type { ReactElement } from 'react';
import type { DiffLine } from '../../../types.ts';
import './exchange.css';

const SIGNS: Readonly<Record<DiffLine['change'], string>> = { same: ' ', removed: '−', added: '+', skipped: '…' };
const WORDS: Readonly<Record<DiffLine['change'], string>> = {
  same: '',
  removed: 'Goes: ',
  added: 'Comes: ',
  skipped: '',
};

/** The lines, each with its sign; a screen reader hears the words in its place. */
export function LineDiff({ lines, label }: { lines: readonly DiffLine[]; label: string }): ReactElement {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, and must do so by key too.
    <section className="lf-diff" aria-label={label} tabIndex={0}>
      {lines.map(({ change, text }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name, and the list never changes.
        <div key={index} className={`lf-diff__line lf-diff__line--${change}`}>
          <span aria-hidden="true" className="lf-diff__sign">
            {SIGNS[change]}
          </span>
          <span className="lf-hidden">{WORDS[change]}</span>
          <span>{text}</span>
        </div>
      ))}
    </section>
  );
}
