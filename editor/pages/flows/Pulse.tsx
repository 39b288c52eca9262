// What the runs of a flow came to in the last 24 hours: a bar an hour, and how many ended without an error.
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import type { FlowPulse } from '../../types.ts';
import { type PulseCounts, pulseOf, pulseWords } from './pulse-counts.ts';
import './pulse.css';

/** How often the counts are read again, milliseconds. */
const ASK_AGAIN_MS = 60_000;
/** Flows that one question names at most. */
const AT_ONCE = 200;
const NONE: ReadonlyMap<string, PulseCounts> = new Map();

/** The counts of these flows by slug; without those that had no run. */
export function usePulses(slugs: readonly string[]): ReadonlyMap<string, PulseCounts> {
  const flows = slugs.slice(0, AT_ONCE).join(',');
  const found = useQuery({
    queryKey: ['/api/flow-pulse', flows],
    queryFn: () => api.get<FlowPulse>('/api/flow-pulse', { flows }),
    enabled: flows !== '',
    refetchInterval: ASK_AGAIN_MS,
    select: pulseOf,
    placeholderData: (before) => before,
  });
  return found.data ?? NONE;
}

const WIDTH = 96;
const HEIGHT = 24;

/** The bars with the rate beside them; all of it is in the words too. */
export function Pulse({ counts }: { counts: PulseCounts | undefined }): ReactElement {
  if (!counts) return <span className="lf-muted">No run</span>;
  const most = Math.max(...counts.hours.map((hour) => hour.ok + hour.failed));
  const step = WIDTH / counts.hours.length;
  return (
    <span className="fl-counts" title={pulseWords(counts)}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} aria-hidden="true">
        {counts.hours.map(({ at, ok, failed }) => {
          const [good, bad] = [(ok / most) * HEIGHT, (failed / most) * HEIGHT];
          const x = at * step;
          return (
            <g key={at}>
              <rect className="fl-bar fl-bar--none" x={x} width={step - 1} y={HEIGHT - 1} height={1} />
              {ok > 0 && <rect className="fl-bar" x={x} width={step - 1} y={HEIGHT - good} height={good} />}
              {failed > 0 && (
                <rect
                  className="fl-bar fl-bar--failed"
                  x={x}
                  width={step - 1}
                  y={HEIGHT - good - Math.max(bad, 2)}
                  height={Math.max(bad, 2)}
                />
              )}
            </g>
          );
        })}
      </svg>
      <span className="lf-numbers" aria-hidden="true">
        {counts.rate}
      </span>
      <span className="lf-hidden">{pulseWords(counts)}</span>
    </span>
  );
}
