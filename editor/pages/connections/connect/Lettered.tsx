// A field of New Connect with the letter that Convoso's settings page gives it.
import type { ReactElement, ReactNode } from 'react';

interface LetteredProps {
  letter: 'A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'J';
  /** What Convoso calls it. */
  convoso: string;
  children: ReactNode;
}

/** The mark beside the field; it is read out as part of the group. */
export function Lettered({ letter, convoso, children }: LetteredProps): ReactElement {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a grid in every browser, and its legend would be drawn.
    <div className="lf-lettered" role="group" aria-label={`(${letter}) ${convoso}`}>
      <span className="lf-letter" aria-hidden="true" title={`Convoso’s (${letter}) ${convoso}`}>
        {letter}
      </span>
      <div className="lf-stack lf-stack--tight">{children}</div>
    </div>
  );
}
