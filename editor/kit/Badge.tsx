// State as a mark and a word together, never as a colour alone.
import type { ReactElement, ReactNode } from 'react';
import type { Outcome } from '../../flows/language/catalogue.ts';
import type { RunState } from '../types.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icon-paths.ts';
import './badge.css';

/** The colour family of a badge. */
export type Tone = 'ok' | 'err' | 'warn' | 'run' | 'skip' | 'accent';

const MARKS: Record<Tone, IconName | undefined> = {
  ok: 'check',
  err: 'cross',
  warn: 'warning',
  run: 'play',
  skip: 'skip',
  accent: undefined,
};

interface BadgeProps {
  tone: Tone;
  children: ReactNode;
  /** Another mark than the tone's own; null for none. */
  icon?: IconName | null;
  title?: string;
}

/** A small label with a mark. */
export function Badge({ tone, children, icon, title }: BadgeProps): ReactElement {
  const mark = icon === undefined ? MARKS[tone] : icon;
  return (
    <span className={`lf-badge lf-badge--${tone}`} title={title}>
      {mark && <Icon name={mark} size={12} />}
      {children}
    </span>
  );
}

interface StateBadgeProps {
  state: RunState;
  outcome: Outcome | null;
  title?: string;
}

/** How a run stands: its outcome once finished, else its state. Rejected is business, so never red. */
export function StateBadge({ state, outcome, title }: StateBadgeProps): ReactElement {
  const words = title ? { title } : {};
  if (state === 'running')
    return (
      <Badge tone="run" {...words}>
        Running
      </Badge>
    );
  if (state === 'waiting')
    return (
      <Badge tone="run" icon="waiting" {...words}>
        Waiting
      </Badge>
    );
  if (state === 'held')
    return (
      <Badge tone="warn" icon="pause" {...words}>
        Held
      </Badge>
    );
  if (outcome === 'accepted')
    return (
      <Badge tone="ok" {...words}>
        Accepted
      </Badge>
    );
  if (outcome === 'rejected')
    return (
      <Badge tone="warn" icon="off" {...words}>
        Rejected
      </Badge>
    );
  if (outcome === 'error')
    return (
      <Badge tone="err" {...words}>
        Error
      </Badge>
    );
  return (
    <Badge tone="skip" icon="stop" {...words}>
      Cancelled
    </Badge>
  );
}

/** Marks a run or source whose leads are tests: effects simulated. */
export function TestBadge(): ReactElement {
  return (
    <Badge tone="accent" title="A test: effects were simulated, nothing was sent or stored for real.">
      Test
    </Badge>
  );
}
