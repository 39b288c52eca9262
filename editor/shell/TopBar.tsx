// The bar at the top: where one is, which environment this is, what was said, colours, and who is signed in.
import type { ReactElement } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Link } from 'react-router';
import { bindingOf } from '../keys/keymap.ts';
import { ariaKeys, keyText } from '../keys/stroke.ts';
import { buttonClass, IconButton } from '../kit/Button.tsx';
import { Icon } from '../kit/Icon.tsx';
import { Menu, type MenuAction } from '../kit/Menu.tsx';
import type { Crumb } from '../kit/Page.tsx';
import { useTheme } from '../theme/use-theme.ts';
import { t } from '../words/shell.ts';
import { LiveMark } from './LiveMark.tsx';
import { NoticeBell } from './NoticeBell.tsx';
import { useSession } from './session.ts';
import './top-bar.css';

interface TopBarProps {
  crumbs: readonly Crumb[];
  /** Opens the drawer of places on a narrow screen. */
  onMenu: () => void;
  onFind: () => void;
  onKeys: () => void;
  onSignOut: () => void;
}

/** The top bar. */
export function TopBar({ crumbs, onMenu, onFind, onKeys, onSignOut }: TopBarProps): ReactElement {
  return (
    <header className="lf-topbar">
      <div className="lf-topbar__menu">
        <IconButton label={t('openPlaces')} icon="menu" onPress={onMenu} />
      </div>
      <nav aria-label={t('breadcrumb')} className="lf-crumbs">
        <ol className="lf-list">
          {crumbs.map((crumb, index) => (
            <li key={`${crumb.label} ${crumb.to ?? ''}`}>
              {crumb.to ? (
                <Link to={crumb.to}>{crumb.label}</Link>
              ) : (
                <span {...(index === crumbs.length - 1 ? { 'aria-current': 'page' } : {})}>{crumb.label}</span>
              )}
            </li>
          ))}
        </ol>
      </nav>
      <FindButton onFind={onFind} />
      <LiveMark />
      <Environment />
      <NoticeBell />
      <UserMenu onKeys={onKeys} onSignOut={onSignOut} />
    </header>
  );
}

function FindButton({ onFind }: { onFind: () => void }): ReactElement {
  const binding = bindingOf('palette');
  return (
    <AriaButton
      className={`${buttonClass('plain')} lf-topbar__find`}
      onPress={onFind}
      {...(binding ? { 'aria-keyshortcuts': ariaKeys(binding) } : {})}
    >
      <Icon name="search" />
      <span className="lf-topbar__find-words">{t('find')}</span>
      <span className="lf-hidden"> {t('findMore')}</span>
      <span aria-hidden="true">
        <kbd>{keyText(binding?.keys[0] ?? '')}</kbd>
      </span>
    </AriaButton>
  );
}

/** Production is red, what is like it amber; the word says it as well. */
function Environment(): ReactElement | null {
  const { environment } = useSession();
  if (!environment) return null;
  const kind = /^prod/i.test(environment) ? 'production' : /^(stag|test|qa|uat)/i.test(environment) ? 'staging' : 'own';
  return (
    <span className={`lf-environment lf-environment--${kind}`} title={environment}>
      <span className="lf-hidden">{t('environment')} </span>
      {environment}
    </span>
  );
}

function UserMenu({ onKeys, onSignOut }: Pick<TopBarProps, 'onKeys' | 'onSignOut'>): ReactElement {
  const { user, version } = useSession();
  const themes = useThemeActions();
  const actions: MenuAction[] = [
    ...themes,
    { id: 'keys', label: t('keys'), icon: 'keyboard', command: 'keys', onAction: onKeys },
    { id: 'leave', label: t('signOut'), icon: 'sign-out', onAction: onSignOut },
    { id: 'version', label: t('version', { version }), icon: 'info', isDisabled: true, onAction: () => undefined },
  ];
  return (
    <div className="lf-topbar__user">
      <span className="lf-topbar__email">
        <Icon name="user" /> <span className="lf-topbar__address">{user.email}</span>
        {user.role === 'viewer' && <span className="lf-muted"> {t('viewer')}</span>}
      </span>
      <Menu label={t('account', { email: user.email })} icon="more" actions={actions} />
    </div>
  );
}

function useThemeActions(): MenuAction[] {
  const { choice, setTheme } = useTheme();
  return [
    { id: 'light', label: t('light'), icon: 'sun', isChosen: choice === 'light', onAction: () => setTheme('light') },
    { id: 'dark', label: t('dark'), icon: 'moon', isChosen: choice === 'dark', onAction: () => setTheme('dark') },
    {
      id: 'system',
      label: t('asSystem'),
      icon: 'monitor',
      isChosen: choice === 'system',
      onAction: () => setTheme('system'),
    },
  ];
}
