// Leads from a flow's trigger to the page that its senders are given.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { useFlow } from './drawing-context.ts';

/** One line under the fields of a webhook, or under its address. */
export function PostingLink(): ReactElement {
  const slug = useFlow((state) => state.slug);
  return (
    <p className="lf-small">
      <Link to={`/flows/${slug}/posting`}>Posting instructions</Link> tell a source all that it needs, as published.
    </p>
  );
}
