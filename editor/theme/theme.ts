// The choice of colours and density: kept in this browser, applied to the root element.

/** What a person can choose. `system` follows the operating system. */
export type ThemeChoice = 'system' | 'light' | 'dark';
/** How close table rows stand. */
export type Density = 'comfortable' | 'compact';

/** Whether things move. `system` follows the operating system. */
export type Motion = 'system' | 'reduced';

const MOTION_KEY = 'leadflow-motion';
const THEME_KEY = 'leadflow-theme';
const DENSITY_KEY = 'leadflow-density';

/** The stored choice; `system` where none is stored or storage is switched off. */
export function readTheme(): ThemeChoice {
  const text = read(THEME_KEY);
  return text === 'light' || text === 'dark' ? text : 'system';
}

/** Stores the choice and shows it at once. */
export function applyTheme(choice: ThemeChoice): void {
  write(THEME_KEY, choice === 'system' ? undefined : choice);
  const root = document.documentElement;
  if (choice === 'system') delete root.dataset.theme;
  else root.dataset.theme = choice;
}

/** The stored density. */
export function readDensity(): Density {
  return read(DENSITY_KEY) === 'compact' ? 'compact' : 'comfortable';
}

/** Stores the density and shows it at once. */
export function applyDensity(density: Density): void {
  write(DENSITY_KEY, density === 'compact' ? density : undefined);
  const root = document.documentElement;
  if (density === 'compact') root.dataset.density = density;
  else delete root.dataset.density;
}

/** The stored choice of motion. */
export function readMotion(): Motion {
  return read(MOTION_KEY) === 'reduced' ? 'reduced' : 'system';
}

/** Stores the choice of motion and holds to it at once. */
export function applyMotion(motion: Motion): void {
  write(MOTION_KEY, motion === 'reduced' ? motion : undefined);
  const root = document.documentElement;
  if (motion === 'reduced') root.dataset.motion = motion;
  else delete root.dataset.motion;
}

/** True where nothing may glide or pulse: by the person's choice here, or the system's. */
export function isStill(): boolean {
  return readMotion() === 'reduced' || matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** Light or dark, as the page is shown now. */
export function shownTheme(choice: ThemeChoice): 'light' | 'dark' {
  if (choice !== 'system') return choice;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** A text kept in this browser, or null. */
export function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Keeps a text in this browser; `undefined` forgets it. */
export function write(key: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Storage is full or switched off: the choice lasts until the page is loaded again.
  }
}
