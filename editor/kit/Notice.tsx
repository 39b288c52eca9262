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

interface ProblemProps {
  error: unknown;
  actions?: ReactNode;
  /** What the page calls the fields of the request. */
  names?: Readonly<Record<string, string>> | undefined;
}

/** What went wrong with a request: what, where, and what to do. Shows nothing without an error. */
export function ProblemNotice({ error, actions, names }: ProblemProps): ReactElement | null {
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
              {fieldNamed(each.field, names)} {each.says}
            </li>
          ))}
        </ul>
      )}
      {error.remedy}
    </Notice>
  );
}

function fieldNamed(field: string, names: ProblemProps['names']): ReactNode {
  const name = names?.[field];
  if (name !== undefined) return <b>{name}</b>;
  return field === '' ? null : <code>{field}</code>;
}
