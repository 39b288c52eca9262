// The lists about leads, side by side: the leads, and what they are kept under: lead lists, campaigns and statuses; and the files that brought some.
import type { ReactElement } from 'react';
import { NavLink } from 'react-router';
import { placeLabel } from '../../words/places.ts';
import '../../kit/tabs.css';

const LISTS = [
  { to: '/leads', name: 'leads' },
  { to: '/leads/lists', name: 'leadLists' },
  { to: '/leads/campaigns', name: 'campaigns' },
  { to: '/leads/statuses', name: 'statuses' },
  { to: '/leads/imports', name: 'leadImports' },
] as const;

/** Links that look like tabs: each list is a page of its own. */
export function LeadTabs(): ReactElement {
  return (
    <nav aria-label="Lists about leads" className="lf-tabs__list">
      {LISTS.map(({ to, name }) => (
        <NavLink key={to} to={to} end className="lf-tab lf-tab--link">
          {placeLabel(name)}
        </NavLink>
      ))}
    </nav>
  );
}
