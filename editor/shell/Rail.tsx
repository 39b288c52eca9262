// The rail: every place of the editor, by what one does there.
import type { ReactElement } from 'react';
import { NavLink } from 'react-router';
import { IconButton } from '../kit/Button.tsx';
import { Icon } from '../kit/Icon.tsx';
import { useHeldCount } from '../settling/use-held.ts';
import { placeLabel } from '../words/places.ts';
import { t } from '../words/shell.ts';
import { RAIL } from './places.ts';

interface RailProps {
  isFolded: boolean;
  onFold?: (isFolded: boolean) => void;
  /** Called when a place is chosen: the drawer closes. */
  onLeave?: () => void;
}

/** The list of places, with words or as pictures alone. */
export function Rail({ isFolded, onFold, onLeave }: RailProps): ReactElement {
  return (
    <nav className="lf-rail" aria-label={t('places')}>
      <NavLink to="/flows" className="lf-rail__brand" {...(onLeave ? { onClick: onLeave } : {})}>
        <img src="/leadflow.svg" width={26} height={26} alt="" />
        <span className="lf-rail__words">Leadflow</span>
      </NavLink>
      {RAIL.map((group) => (
        <ul key={group[0]?.to} className="lf-list lf-rail__group">
          {group.map((place) => (
            <li key={place.to}>
              <NavLink
                to={place.to}
                className="lf-rail__place"
                title={isFolded ? placeLabel(place.name) : undefined}
                {...(onLeave ? { onClick: onLeave } : {})}
              >
                <Icon name={place.icon} size={18} />
                <span className="lf-rail__words">{placeLabel(place.name)}</span>
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
            label={isFolded ? t('showNames') : t('foldRail')}
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
    <span className="lf-rail__count" title={t('held', { count })}>
      <span aria-hidden="true">{count > 999 ? '999+' : count}</span>
      <span className="lf-hidden">{t('held', { count })}</span>
    </span>
  );
}
