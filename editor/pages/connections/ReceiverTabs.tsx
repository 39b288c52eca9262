// The two lists about receivers, side by side: connections, and the templates that they are made from.
import type { ReactElement } from 'react';
import { NavLink } from 'react-router';
import { placeLabel } from '../../words/places.ts';
import '../../kit/tabs.css';

const LISTS = [
  { to: '/connections', name: 'connections' },
  { to: '/connections/templates', name: 'templates' },
] as const;

/** Links that look like tabs: each list is a page of its own. */
export function ReceiverTabs(): ReactElement {
  return (
    <nav aria-label="Lists about receivers" className="lf-tabs__list">
      {LISTS.map(({ to, name }) => (
        <NavLink key={to} to={to} end className="lf-tab lf-tab--link">
          {placeLabel(name)}
        </NavLink>
      ))}
    </nav>
  );
}
