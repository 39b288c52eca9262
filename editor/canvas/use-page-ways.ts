// What of the page around the canvas is open: the map, the table, the line for finding, the menu; and the ways to open it.
import { type RefObject, useMemo, useRef, useState } from 'react';
import { read, write } from '../theme/theme.ts';
import type { FindWays } from './FindBar.tsx';
import type { PageWays } from './use-canvas-commands.ts';

const MAP_KEY = 'leadflow-map';
/** A screen with no room for a drawing shows the table first. */
const NARROW = '(max-width: 640px)';

/** What the page itself does. */
export type GivenWays = Pick<PageWays, 'save' | 'publish' | 'step'>;

/** The search as it stands. `by`: it was opened by a key that goes on with what was looked for last. */
interface Finding {
  by: 1 | -1 | 0;
}

interface Point {
  x: number;
  y: number;
}

/** What is open around the canvas. */
export interface Around {
  page: PageWays;
  hasMap: boolean;
  isOutline: boolean;
  finding: Finding | null;
  /** The line for finding, while it is open. */
  ways: RefObject<FindWays | null>;
  /** What was looked for last. */
  lastSearch: RefObject<string>;
  menuAt: Point | null;
  closeFind: () => void;
  closeMenu: () => void;
}

/** Holds it. */
export function useAround({ save, publish, step }: GivenWays): Around {
  const [hasMap, setMap] = useState(() => read(MAP_KEY) === 'shown');
  const [isOutline, setOutline] = useState(() => matchMedia(NARROW).matches);
  const [finding, setFinding] = useState<Finding | null>(null);
  const [menuAt, setMenuAt] = useState<Point | null>(null);
  const ways = useRef<FindWays | null>(null);
  const lastSearch = useRef('');
  const page = useMemo<PageWays>(
    () => ({
      ...(save ? { save } : {}),
      ...(publish ? { publish } : {}),
      ...(step ? { step } : {}),
      toggleMap: () =>
        setMap((shown) => {
          write(MAP_KEY, shown ? undefined : 'shown');
          return !shown;
        }),
      toggleOutline: () => setOutline((shown) => !shown),
      find: (by) => {
        if (ways.current === null) setFinding({ by: by ?? 0 });
        else if (by === undefined) ways.current.focus();
        else ways.current.step(by);
      },
      openMenu: setMenuAt,
    }),
    [save, publish, step],
  );
  const closeFind = (): void => setFinding(null);
  const closeMenu = (): void => setMenuAt(null);
  return { page, hasMap, isOutline, finding, ways, lastSearch, menuAt, closeFind, closeMenu };
}
