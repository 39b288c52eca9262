// The red strip of a paused node: why it stands, how many wait, and the way to let them go on.
import type { ReactElement } from 'react';
import { Icon } from '../kit/Icon.tsx';
import { pauseState, pauseStory } from '../pausing/pause-words.ts';
import { useResume } from '../pausing/use-pauses.ts';
import { useCanEdit } from '../shell/session.ts';
import type { Pause } from '../types.ts';

/** Stands on the card; `name` is what the node is called. */
export function PauseStrip({ pause, name }: { pause: Pause; name: string }): ReactElement {
  const canEdit = useCanEdit();
  const resume = useResume({ kind: 'node', key: pause.key, name });
  return (
    <p className="fl-card__paused" title={pauseStory(pause)}>
      <Icon name="pause" size={12} />
      <span className="fl-card__state-words">{pauseState(pause)}</span>
      {canEdit && (
        <button
          type="button"
          className="nodrag nopan fl-card__resume"
          disabled={resume.isPending}
          aria-label={`Resume ${name}`}
          onClick={(event) => {
            event.stopPropagation();
            resume.send();
          }}
        >
          Resume
        </button>
      )}
    </p>
  );
}
