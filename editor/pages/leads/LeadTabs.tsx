// The lists about leads, side by side: the leads, and what they are kept under: lead lists, campaigns and statuses; and the files that brought some.
import { type ReactElement, useEffect, useRef } from 'react';
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
  const frame = useRef<HTMLElement>(null);
  useEffect(() => {
    const nav = frame.current;
    const here = nav?.querySelector('[aria-current]')?.getBoundingClientRect();
    // On a narrow screen the last of them lie beyond the edge.
    if (nav && here) nav.scrollLeft += here.right - nav.getBoundingClientRect().right;
  }, []);
  return (
    <nav aria-label="Lists about leads" className="lf-tabs__list" ref={frame}>
      {LISTS.map(({ to, name }) => (
        <NavLink key={to} to={to} end className="lf-tab lf-tab--link">
          {placeLabel(name)}
        </NavLink>
      ))}
    </nav>
  );
}
