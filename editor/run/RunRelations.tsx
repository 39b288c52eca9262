// What a run waits for, and the runs around it: who called it, what it was made from, who took it over.
import type { ReactElement, ReactNode } from 'react';
import { Link } from 'react-router';
import { Countdown } from '../kit/Countdown.tsx';
import { Icon } from '../kit/Icon.tsx';
import type { IconName } from '../kit/icon-paths.ts';
import { usePauses } from '../pausing/use-pauses.ts';
import { useNames } from '../shell/use-names.ts';
import type { Names, Pause, RunDetail } from '../types.ts';
import { queueParts, queueWords } from './queue-words.ts';
import { runName } from './run-name.ts';

/** One line each; nothing for the usual run. */
export function RunRelations({ run }: { run: RunDetail }): ReactElement | null {
  const names = useNames();
  const pauses = usePauses();
  const isOpen = run.state === 'running' || run.state === 'waiting';
  const lines: Line[] = [];
  if (isOpen && run.queue) {
    const place = placeOf(run.queue);
    lines.push({
      icon: 'waiting',
      words: (
        <>
          {waitWords(run, names, pauses)} {place && <Link to={place}>Resume it there</Link>}
        </>
      ),
    });
  }
  if (run.state === 'waiting' && !run.queue && run.dueAt) {
    lines.push({
      icon: 'clock',
      words: (
        <>
          Goes on <Countdown to={run.dueAt} />
          {isCallable(run) && ', or once it is called back'}
        </>
      ),
    });
  }
  if (run.parent) lines.push({ icon: 'branch', words: <Other says="A child run of" run={run.parent} /> });
  if (run.from) lines.push({ icon: 'refresh', words: <Other says="Made from" run={run.from} /> });
  for (const made of run.made) lines.push({ icon: 'refresh', words: <Other says="Done again as" run={made.id} /> });
  if (run.onErrorRun)
    lines.push({ icon: 'warning', words: <Other says="Its error was handed to" run={run.onErrorRun} /> });
  if (lines.length === 0) return null;
  return (
    <ul className="lf-list rn-relations">
      {lines.map(({ icon, words }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines have no state of their own
        <li key={index}>
          <Icon name={icon} size={14} /> <span>{words}</span>
        </li>
      ))}
    </ul>
  );
}

interface Line {
  icon: IconName;
  words: ReactNode;
}

function Other({ says, run }: { says: string; run: string }): ReactElement {
  return (
    <>
      {says}{' '}
      <Link to={`/runs/${run}`} title={run}>
        run {runName(run)}
      </Link>
    </>
  );
}

/** What it waits for, and what is said of that: the reason of the pause, or how the receiver stands. */
function waitWords({ queue, queued }: RunDetail, names: Names, pauses: readonly Pause[]): string {
  const words = queueWords(queue ?? '', names);
  const { kind, key } = queueParts(queue ?? '');
  if (kind === 'origin' || kind === 'turn') return queued?.says || words;
  const says = pauses.find((pause) => pause.kind === kind && pause.key === key)?.says ?? '';
  return says === '' ? words : `${words} The reason given: ${says.replace(/[^.!?]$/, '$&.')}`;
}

function isCallable({ steps }: RunDetail): boolean {
  return steps.some((step) => step.port === null && step.callbackUrl !== null);
}

/** Where what is paused can be resumed. */
function placeOf(queue: string): string | undefined {
  const { kind, key } = queueParts(queue);
  if (kind === 'flow') return `/flows/${key}`;
  if (kind === 'node') return `/flows/${key.split('/')[0]}`;
  if (kind === 'connection') return `/connections/${key}`;
  return kind === 'source' ? '/sources' : undefined;
}
