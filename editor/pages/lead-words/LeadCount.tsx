// How many leads a word is kept with, as a link to them.
import type { ReactElement } from 'react';
import { Link } from 'react-router';

/** The count; `to` is the list of these leads. */
export function LeadCount({ leads, to }: { leads: number; to: string }): ReactElement {
  if (leads === 0) return <span className="lf-muted">0</span>;
  return <Link to={to}>{leads.toLocaleString('en')}</Link>;
}
