// The bar at the top: where one is, which environment this is, colours, and who is signed in.
import { type ReactElement, useState } from 'react';
import { Link } from 'react-router';
import { api } from '../api.ts';
import { IconButton } from '../kit/Button.tsx';
import { Icon } from '../kit/Icon.tsx';
import { Menu } from '../kit/Menu.tsx';
import type { Crumb } from '../kit/Page.tsx';
import { useToast } from '../kit/Toasts.tsx';
import { useTheme } from '../theme/use-theme.ts';
import { useSession } from './session.ts';
import './top-bar.css';

interface TopBarProps {
  crumbs: readonly Crumb[];
  /** Opens the drawer of places on a narrow screen. */
  onMenu: () => void;
}

/** The top bar. */
export function TopBar({ crumbs, onMenu }: TopBarProps): ReactElement {
  const { environment } = useSession();
  const isProduction = /^prod/i.test(environment);
  return (
    <header className="lf-topbar">
      <div className="lf-topbar__menu">
        <IconButton label="Open the list of places" icon="menu" onPress={onMenu} />
      </div>
      <nav aria-label="Breadcrumb" className="lf-crumbs">
        <ol className="lf-list">
          {crumbs.map((crumb) => (
            <li key={`${crumb.label} ${crumb.to ?? ''}`}>
              {crumb.to ? <Link to={crumb.to}>{crumb.label}</Link> : <span aria-current="page">{crumb.label}</span>}
            </li>
          ))}
        </ol>
      </nav>
      {environment && (
        <span className={`lf-environment${isProduction ? ' lf-environment--production' : ''}`}>
          <span className="lf-hidden">Environment: </span>
          {environment}
        </span>
      )}
      <ThemeMenu />
      <UserMenu />
    </header>
  );
}

function ThemeMenu(): ReactElement {
  const { choice, shown, setTheme } = useTheme();
  const actions = [
    { id: 'light', label: 'Light', icon: 'sun', isChosen: choice === 'light', onAction: () => setTheme('light') },
    { id: 'dark', label: 'Dark', icon: 'moon', isChosen: choice === 'dark', onAction: () => setTheme('dark') },
    {
      id: 'system',
      label: 'As the system',
      icon: 'monitor',
      isChosen: choice === 'system',
      onAction: () => setTheme('system'),
    },
  ] as const;
  return <Menu label="Colours" icon={shown === 'dark' ? 'moon' : 'sun'} actions={actions} />;
}

function UserMenu(): ReactElement {
  const { user, version } = useSession();
  const [isLeaving, setLeaving] = useState(false);
  const toast = useToast();
  const leave = (): void => {
    setLeaving(true);
    api.delete('/api/session').then(
      () => window.location.assign('/login'),
      (error: unknown) => {
        setLeaving(false);
        toast.failed(error);
      },
    );
  };
  return (
    <div className="lf-topbar__user">
      <span className="lf-topbar__email">
        <Icon name="user" /> {user.email}
        {user.role === 'viewer' && <span className="lf-muted"> (viewer)</span>}
      </span>
      <Menu
        label={`Account of ${user.email}`}
        icon="more"
        actions={[
          { id: 'leave', label: 'Sign out', icon: 'sign-out', isDisabled: isLeaving, onAction: leave },
          { id: 'version', label: `Leadflow ${version}`, icon: 'info', isDisabled: true, onAction: () => undefined },
        ]}
      />
    </div>
  );
}
