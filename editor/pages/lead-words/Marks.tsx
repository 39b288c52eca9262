// The marks of a status as badges, each with what it does as its title.
import type { ReactElement } from 'react';
import { Badge, type Tone } from '../../kit/Badge.tsx';
import type { IconName } from '../../kit/icon-paths.ts';
import type { Status } from '../../types.ts';
import { MARK_WORDS, MARKS, type Mark } from '../leads/mark-words.ts';

const LOOKS: Readonly<Record<Mark, { tone: Tone; icon: IconName }>> = {
  final: { tone: 'skip', icon: 'stop' },
  success: { tone: 'ok', icon: 'check' },
  dnc: { tone: 'warn', icon: 'dnc' },
};

/** The badges; a dash where there are none. */
export function Marks({ status }: { status: Pick<Status, Mark> }): ReactElement {
  const marks = MARKS.filter((mark) => status[mark]);
  if (marks.length === 0) return <span className="lf-muted">–</span>;
  return (
    <span className="lf-row">
      {marks.map((mark) => (
        <Badge key={mark} {...LOOKS[mark]} title={MARK_WORDS[mark].says}>
          {MARK_WORDS[mark].label}
        </Badge>
      ))}
    </span>
  );
}
