// Tells the canvas library which colours the page is shown in now.
import { useSyncExternalStore } from 'react';
import { readTheme, shownTheme } from '../theme/theme.ts';

function subscribe(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', changed);
  };
}

/** Light or dark, kept current. */
export function useColorMode(): 'light' | 'dark' {
  return useSyncExternalStore(subscribe, () => shownTheme(readTheme()));
}
