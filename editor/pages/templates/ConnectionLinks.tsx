// Connections by their short names, as links.
import type { ReactElement } from 'react';
import { Link } from 'react-router';

/** The links, with commas between them. */
export function ConnectionLinks({ slugs }: { slugs: readonly string[] }): ReactElement {
  return (
    <>
      {slugs.map((slug, index) => (
        <span key={slug}>
          {index > 0 && ', '}
          <Link to={`/connections/${slug}`}>{slug}</Link>
        </span>
      ))}
    </>
  );
}
