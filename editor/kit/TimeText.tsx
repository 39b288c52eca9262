// A moment in words ("3 min ago"), with the exact time as its title.
import { type ReactElement, useEffect, useState } from 'react';
import { exactTime, relativeTime } from './time-words.ts';

interface TimeTextProps {
  /** ISO text; nothing is drawn for null. */
  at: string | null | undefined;
  /** `relative` (default) or the exact date and time. */
  as?: 'relative' | 'exact';
}

/** A `<time>` element that keeps itself current. */
export function TimeText({ at, as = 'relative' }: TimeTextProps): ReactElement | null {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  if (!at) return <span className="lf-muted">–</span>;
  const exact = exactTime(at);
  return (
    <time dateTime={at} title={exact} className="lf-numbers lf-time">
      {as === 'exact' ? exact : relativeTime(at, now)}
    </time>
  );
}
