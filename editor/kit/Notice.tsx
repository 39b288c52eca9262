// A message in the page: what happened or what to know, with what to do.
import type { ReactElement, ReactNode } from 'react';
import { ApiProblem } from '../api.ts';
import { Icon } from './Icon.tsx';
import './badge.css';

interface NoticeProps {
  tone: 'err' | 'warn' | 'ok' | 'run';
  title?: string;
  children?: ReactNode;
  /** Buttons behind the words. */
  actions?: ReactNode;
}

/** A framed message. Errors are read out at once. */
export function Notice({ tone, title, children, actions }: NoticeProps): ReactElement {
  const icon = tone === 'ok' ? 'check' : tone === 'run' ? 'info' : 'warning';
  return (
    <div className={`lf-notice lf-notice--${tone}`} role={tone === 'err' ? 'alert' : 'note'}>
      <Icon name={icon} />
      <div className="lf-notice__words">
        {title && <p className="lf-notice__title">{title}</p>}
        {children && <div>{children}</div>}
      </div>
      {actions}
    </div>
  );
}

/** What went wrong with a request: what, where, and what to do. Shows nothing without an error. */
export function ProblemNotice({ error, actions }: { error: unknown; actions?: ReactNode }): ReactElement | null {
  if (error === null || error === undefined) return null;
  if (!(error instanceof ApiProblem)) {
    return (
      <Notice tone="err" title="The editor stumbled." actions={actions}>
        Load the page again. If it happens once more, report what you did.
      </Notice>
    );
  }
  return (
    <Notice tone="err" title={error.message} actions={actions}>
      {error.errors.length > 0 && (
        <ul>
          {error.errors.map((each) => (
            <li key={`${each.field} ${each.says}`}>
              {each.field && <code>{each.field}</code>} {each.says}
            </li>
          ))}
        </ul>
      )}
      {error.remedy}
    </Notice>
  );
}
