// The colours chosen, shared by every component that shows or changes them.
import { useSyncExternalStore } from 'react';
import { applyTheme, readTheme, shownTheme, type ThemeChoice } from './theme.ts';

interface ThemeState {
  choice: ThemeChoice;
  /** What is on screen now, for parts that draw themselves (the canvas). */
  shown: 'light' | 'dark';
  setTheme: (choice: ThemeChoice) => void;
}

/** The choice and what it comes to; follows the system and other tabs. */
export function useTheme(): ThemeState {
  const state = useSyncExternalStore(follow, () => `${readTheme()} ${shownTheme(readTheme())}`);
  const [choice, shown] = state.split(' ') as [ThemeChoice, 'light' | 'dark'];
  return { choice, shown, setTheme };
}

function setTheme(choice: ThemeChoice): void {
  applyTheme(choice);
  window.dispatchEvent(new StorageEvent('storage'));
}

function follow(changed: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', changed);
  window.addEventListener('storage', changed);
  return () => {
    system.removeEventListener('change', changed);
    window.removeEventListener('storage', changed);
  };
}
