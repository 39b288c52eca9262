// What can be asked for on every page: the palette, the keys, the colours, density, signing out.
import { type Action, actionOf, useActions } from '../keys/Commands.tsx';
import { applyDensity, readDensity } from '../theme/theme.ts';
import { useTheme } from '../theme/use-theme.ts';
import { t } from '../words/shell.ts';
import { goToRegion } from './use-regions.ts';

interface ShellWays {
  openPalette: () => void;
  openKeys: () => void;
  signOut: () => void;
}

/** Offers the actions of the frame. */
export function useShellActions({ openPalette, openKeys, signOut }: ShellWays): void {
  const { shown, setTheme } = useTheme();
  useActions((): Action[] => [
    actionOf('palette', openPalette),
    { ...actionOf('keys', openKeys), icon: 'keyboard' },
    actionOf('next-region', () => goToRegion(1)),
    actionOf('previous-region', () => goToRegion(-1)),
    {
      id: 'theme',
      label: shown === 'dark' ? t('turnLight') : t('turnDark'),
      aka: ['theme', 'dark mode', 'colours', 'colors'],
      icon: shown === 'dark' ? 'sun' : 'moon',
      run: () => setTheme(shown === 'dark' ? 'light' : 'dark'),
    },
    {
      id: 'density',
      label: readDensity() === 'compact' ? t('turnComfortable') : t('turnCompact'),
      aka: ['density', 'rows'],
      icon: 'list',
      run: () => applyDensity(readDensity() === 'compact' ? 'comfortable' : 'compact'),
    },
    { id: 'sign-out', label: t('signOut'), aka: ['log out', 'logout'], icon: 'sign-out', run: signOut },
  ]);
}
