// The rail: every place of the editor, by what one does there.
import type { ReactElement } from 'react';
import { NavLink } from 'react-router';
import { IconButton } from '../kit/Button.tsx';
import { Icon } from '../kit/Icon.tsx';
import type { IconName } from '../kit/icon-paths.ts';
import { counted } from '../kit/time-words.ts';
import { useHeldCount } from '../settling/use-held.ts';

interface Place {
  to: string;
  label: string;
  icon: IconName;
}

const GROUPS: readonly (readonly Place[])[] = [
  [
    { to: '/flows', label: 'Flows', icon: 'flow' },
    { to: '/runs', label: 'Runs', icon: 'run' },
    { to: '/held', label: 'Needs a person', icon: 'hand' },
    { to: '/leads', label: 'Leads', icon: 'lead' },
  ],
  [
    { to: '/dnc', label: 'DNC', icon: 'dnc' },
    { to: '/lists', label: 'Lists', icon: 'list' },
  ],
  [
    { to: '/sources', label: 'Sources', icon: 'source' },
    { to: '/connections', label: 'Connections', icon: 'connection' },
    { to: '/adaptors', label: 'Adaptors', icon: 'adaptor' },
  ],
  [{ to: '/settings', label: 'Settings', icon: 'settings' }],
];

interface RailProps {
  isFolded: boolean;
  onFold?: (isFolded: boolean) => void;
  /** Called when a place is chosen: the drawer closes. */
  onLeave?: () => void;
}

/** The list of places, with words or as pictures alone. */
export function Rail({ isFolded, onFold, onLeave }: RailProps): ReactElement {
  return (
    <nav className="lf-rail" aria-label="Places">
      <NavLink to="/flows" className="lf-rail__brand" {...(onLeave ? { onClick: onLeave } : {})}>
        <img src="/leadflow.svg" width={26} height={26} alt="" />
        <span className="lf-rail__words">Leadflow</span>
      </NavLink>
      {GROUPS.map((group) => (
        <ul key={group[0]?.to} className="lf-list lf-rail__group">
          {group.map((place) => (
            <li key={place.to}>
              <NavLink
                to={place.to}
                className="lf-rail__place"
                title={isFolded ? place.label : undefined}
                {...(onLeave ? { onClick: onLeave } : {})}
              >
                <Icon name={place.icon} size={18} />
                <span className="lf-rail__words">{place.label}</span>
                {place.to === '/held' && <HeldCount />}
              </NavLink>
            </li>
          ))}
        </ul>
      ))}
      {onFold && (
        <div className="lf-rail__fold">
          <IconButton
            icon={isFolded ? 'chevron-right' : 'chevron-left'}
            label={isFolded ? 'Show names of places' : 'Fold the rail'}
            onPress={() => onFold(!isFolded)}
          />
        </div>
      )}
    </nav>
  );
}

/** How many runs need a person; nothing on a good day. */
function HeldCount(): ReactElement | null {
  const count = useHeldCount();
  if (count === 0) return null;
  return (
    <span className="lf-rail__count" title={`${counted(count, 'run')} held`}>
      {count > 999 ? '999+' : count}
      <span className="lf-hidden"> {count === 1 ? 'run' : 'runs'} held</span>
    </span>
  );
}
