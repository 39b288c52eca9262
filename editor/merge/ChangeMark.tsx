// Added, changed or removed: a mark with its word.
import type { ReactElement } from 'react';
import type { ChangeKind } from '../../flows/language/diff.ts';
import { CHANGE_LOOK } from '../canvas/diff-context.ts';
import { Badge } from '../kit/Badge.tsx';

/** The badge. */
export function ChangeMark({ is }: { is: ChangeKind }): ReactElement {
  const { icon, word, tone } = CHANGE_LOOK[is];
  return (
    <Badge tone={tone} icon={icon}>
      {word}
    </Badge>
  );
}
