// Every place of the editor: the rail draws them in groups, the command palette finds them and the tabs of Settings.
import type { IconName } from '../kit/icon-paths.ts';
import type { PlaceName } from '../words/places.ts';

/** A page that can be gone to. */
export interface Place {
  name: PlaceName;
  to: string;
  icon: IconName;
  /** Only an admin may see it. */
  forAdmins?: true;
}

/** The places of the rail, in its groups. */
export const RAIL: readonly (readonly Place[])[] = [
  [
    { name: 'flows', to: '/flows', icon: 'flow' },
    { name: 'runs', to: '/runs', icon: 'run' },
    { name: 'held', to: '/held', icon: 'hand' },
    { name: 'leads', to: '/leads', icon: 'lead' },
  ],
  [
    { name: 'dnc', to: '/dnc', icon: 'dnc' },
    { name: 'lists', to: '/lists', icon: 'list' },
  ],
  [
    { name: 'sources', to: '/sources', icon: 'source' },
    { name: 'connections', to: '/connections', icon: 'connection' },
    { name: 'adaptors', to: '/adaptors', icon: 'adaptor' },
  ],
  [{ name: 'settings', to: '/settings', icon: 'settings' }],
];

/** Pages that stand below one of the rail. */
const BELOW: readonly Place[] = [
  { name: 'leadLists', to: '/leads/lists', icon: 'list' },
  { name: 'campaigns', to: '/leads/campaigns', icon: 'list' },
  { name: 'statuses', to: '/leads/statuses', icon: 'lead' },
  { name: 'leadImports', to: '/leads/imports', icon: 'list' },
  { name: 'templates', to: '/connections/templates', icon: 'connection' },
  { name: 'newConnect', to: '/connections/new', icon: 'plus', forAdmins: true },
];

const TABS: readonly Place[] = [
  { name: 'users', to: '/settings?tab=users', icon: 'user', forAdmins: true },
  { name: 'tokens', to: '/settings?tab=tokens', icon: 'key', forAdmins: true },
  { name: 'alerts', to: '/settings?tab=alerts', icon: 'warning' },
  { name: 'appearance', to: '/settings?tab=appearance', icon: 'sun' },
  { name: 'audit', to: '/settings?tab=audit', icon: 'history', forAdmins: true },
];

/** All pages that a person may go to. */
export function placesFor(isAdmin: boolean): readonly Place[] {
  return [...RAIL.flat(), ...BELOW, ...TABS].filter((place) => isAdmin || !place.forAdmins);
}
