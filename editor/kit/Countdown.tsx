// A moment that is to come, counted down: "in 4 min 10 s", with the exact time as its title.
import { type ReactElement, useEffect, useState } from 'react';
import { exactTime, untilWords } from './time-words.ts';

/** A `<time>` element that counts down by itself. */
export function Countdown({ to }: { to: string }): ReactElement {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <time dateTime={to} title={exactTime(to)} className="lf-numbers lf-time">
      {untilWords(to, now)}
    </time>
  );
}
