// Walks through a run: a scrubber over its moments, play and pause, and the timeline of its steps.
import type { CSSProperties, ReactElement } from 'react';
import { Button, IconButton } from '../kit/Button.tsx';
import { Segmented } from '../kit/Switch.tsx';
import type { RunDetail } from '../types.ts';
import { elapsedWords, momentWords } from './moment-words.ts';
import { Timeline } from './Timeline.tsx';
import type { Follow } from './use-follow.ts';
import type { Replay } from './use-replay.ts';
import './replay.css';

interface ReplayBarProps {
  run: RunDetail;
  replay: Replay;
  follow: Follow;
  titleOf: (node: string) => string;
}

const SPEEDS = [1, 2, 4].map((speed) => ({ id: String(speed), label: `${speed}×` }));

/** The bar under the drawing. It never plays by itself. */
export function ReplayBar({ run, replay, follow, titleOf }: ReplayBarProps): ReactElement {
  const { moments, k } = replay;
  const moment = moments[k];
  const words = moment ? momentWords(run, moment, titleOf) : '';
  return (
    <section className="rn-replay" aria-label="Replay">
      <div className="rn-replay__line">
        <StepButtons replay={replay} />
        <p className="rn-replay__words">
          <span className="lf-muted lf-numbers">
            {k + 1} of {moments.length}
          </span>
          <strong>{words}</strong>
          {moment && <span className="lf-muted lf-numbers">{elapsedWords(run, moment)}</span>}
        </p>
        <EndButtons isOver={run.state === 'finished'} replay={replay} follow={follow} />
      </div>
      <div className="rn-replay__track">
        <div className="rn-replay__axis" style={{ '--moments': moments.length } as CSSProperties}>
          <input
            type="range"
            className="rn-scrubber"
            aria-label="Moment of the run"
            aria-valuetext={`${k + 1} of ${moments.length}: ${words}`}
            min={0}
            max={Math.max(moments.length - 1, 1)}
            disabled={moments.length < 2}
            value={k}
            onChange={(event) => replay.go(Number(event.target.value))}
          />
          <Timeline run={run} replay={replay} titleOf={titleOf} />
        </div>
      </div>
    </section>
  );
}

function StepButtons({ replay }: { replay: Replay }): ReactElement {
  const { moments, k, isAtEnd, isPlaying, speed } = replay;
  return (
    <>
      <IconButton
        size="small"
        icon="chevron-left"
        label="Moment before"
        command="previous-problem"
        isDisabled={k === 0}
        onPress={() => replay.step(-1)}
      />
      <IconButton
        size="small"
        kind="plain"
        icon={isPlaying ? 'pause' : 'play'}
        label={isPlaying ? 'Pause' : 'Play the run'}
        isDisabled={moments.length < 2}
        onPress={replay.togglePlay}
      />
      <IconButton
        size="small"
        icon="chevron-right"
        label="Next moment"
        command="next-problem"
        isDisabled={isAtEnd}
        onPress={() => replay.step(1)}
      />
      <Segmented
        label="Speed"
        hideLabel
        size="small"
        value={String(speed)}
        onChange={(id) => replay.setSpeed(Number(id))}
        options={SPEEDS}
      />
    </>
  );
}

interface EndButtonsProps {
  isOver: boolean;
  replay: Replay;
  follow: Follow;
}

/** Back to the end; while the run goes on, also to go with it. */
function EndButtons({ isOver, replay, follow }: EndButtonsProps): ReactElement {
  const { isAtEnd, moments } = replay;
  const isFollowing = follow.isFollowing && isAtEnd;
  const toEnd = (): void => replay.go(moments.length - 1);
  return (
    <>
      {!isAtEnd && (
        <Button size="small" icon="skip" onPress={toEnd}>
          {isOver ? 'To the end' : 'To now'}
        </Button>
      )}
      {!isOver && (
        <IconButton
          size="small"
          icon="eye"
          label={isFollowing ? 'Following the run' : 'Follow the run'}
          isPressed={isFollowing}
          onPress={() => {
            toEnd();
            follow.follow();
          }}
        />
      )}
    </>
  );
}
