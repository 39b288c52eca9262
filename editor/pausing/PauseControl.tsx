// The state of a pause with its button: Pause, or how it stands and Resume.
import { lazy, type ReactElement, Suspense, useState } from 'react';
import { Badge } from '../kit/Badge.tsx';
import { Button } from '../kit/Button.tsx';
import { useCanEdit } from '../shell/session.ts';
import type { Pause } from '../types.ts';
import { type PauseAt, pauseState, pauseStory } from './pause-words.ts';
import { usePause, useResume } from './use-pauses.ts';

/** Every list that shows a pause has this file; few open the dialog. */
const PauseDialog = lazy(() => import('./PauseDialog.tsx').then((file) => ({ default: file.PauseDialog })));

/** For the head of a thing's page. */
export function PauseControl({ at, size = 'normal' }: { at: PauseAt; size?: 'small' | 'normal' }): ReactElement | null {
  const canEdit = useCanEdit();
  const pause = usePause(at);
  const resume = useResume(at);
  const [isAsking, setAsking] = useState(false);
  if (!canEdit) return pause ? <PauseBadge pause={pause} /> : null;
  if (pause) {
    return (
      <span className="lf-row">
        <PauseBadge pause={pause} />
        <Button size={size} icon="play" isPending={resume.isPending} onPress={() => resume.send()}>
          Resume
        </Button>
      </span>
    );
  }
  return (
    <>
      <Button size={size} icon="pause" onPress={() => setAsking(true)}>
        Pause
      </Button>
      <Suspense fallback={null}>{isAsking && <PauseDialog at={at} onClose={() => setAsking(false)} />}</Suspense>
    </>
  );
}

/** How a pause stands. */
export function PauseBadge({ pause }: { pause: Pause }): ReactElement {
  return (
    <Badge tone="warn" icon="pause" title={pauseStory(pause)}>
      {pauseState(pause)}
    </Badge>
  );
}

/** How a thing of a list stands; nothing where it is not paused. */
export function PauseMark({ at }: { at: Pick<PauseAt, 'kind' | 'key'> }): ReactElement | null {
  const pause = usePause(at);
  return pause ? <PauseBadge pause={pause} /> : null;
}
