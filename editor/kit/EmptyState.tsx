// What a place says while it holds nothing, is being read, or could not be read.
import { type ReactElement, type ReactNode, useEffect, useState } from 'react';
import { Button } from './Button.tsx';
import { Icon } from './Icon.tsx';
import type { IconName } from './icon-paths.ts';
import { ProblemNotice } from './Notice.tsx';
import './page.css';

interface EmptyStateProps {
  title: string;
  children?: ReactNode;
  icon?: IconName;
  /** The one next step. */
  action?: ReactNode;
}

/** Says what would stand here and how to get it. */
export function EmptyState({ title, children, icon = 'info', action }: EmptyStateProps): ReactElement {
  return (
    <div className="lf-empty">
      <span className="lf-empty__icon">
        <Icon name={icon} size={22} />
      </span>
      <h2>{title}</h2>
      {children && <div className="lf-muted lf-empty__words">{children}</div>}
      {action}
    </div>
  );
}

/** Says that a search or filter leaves nothing, and takes it away. */
export function NoMatch({ title, all, onClear }: { title: string; all: string; onClear: () => void }): ReactElement {
  return <EmptyState icon="search" title={title} action={<Button onPress={onClear}>{all}</Button>} />;
}

/** Grey bars while something is read; words after a second, other words after eight. */
export function Loading({ label = 'Loading', lines = 4 }: { label?: string; lines?: number }): ReactElement {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const soon = setTimeout(() => setSeconds(1), 1000);
    const late = setTimeout(() => setSeconds(8), 8000);
    return () => {
      clearTimeout(soon);
      clearTimeout(late);
    };
  }, []);
  return (
    <div className="lf-loading" role="status">
      {Array.from({ length: lines }, (_, line) => `bar ${line}`).map((key) => (
        <span key={key} className="lf-skeleton" aria-hidden="true" />
      ))}
      <span className={seconds === 0 ? 'lf-hidden' : 'lf-muted lf-small'}>
        {seconds === 8 ? `${label}, still working` : label}
      </span>
    </div>
  );
}

interface FromQuery<T> {
  data: T | undefined;
  error: unknown;
  refetch: () => unknown;
}

/** The content once it is read; until then bars, or what went wrong with a way to try again. */
export function Loaded<T>(props: { query: FromQuery<T>; children: (data: T) => ReactNode }): ReactElement {
  const { query, children } = props;
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) {
    return (
      <div className="lf-page">
        <ProblemNotice error={query.error} actions={<Button onPress={() => query.refetch()}>Try again</Button>} />
      </div>
    );
  }
  return (
    <div className="lf-page">
      <Loading lines={6} />
    </div>
  );
}
