// What can be done on the page as it stands: each part of it says its actions, keys and the command palette find them here.
import {
  createContext,
  type ReactElement,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { IconName } from '../kit/icon-paths.ts';
import { commandAka, commandLabel } from '../words/keys.ts';
import type { Command } from './keymap.ts';

/** Something that a person can ask for. */
export interface Action {
  /** Unique on the page; kept to show again what was used last. */
  id: string;
  label: string;
  /** What other systems call it; searched. */
  aka?: readonly string[];
  /** A few words behind the name: where it leads, what it is. */
  hint?: string;
  icon?: IconName;
  /** The row of the key table whose keys do the same. */
  command?: Command;
  /** `node`: a node of the drawing shown; `type`: a node type to add. Both are found behind `@`. An action else. */
  kind?: 'node' | 'type';
  isDisabled?: boolean;
  run: () => void;
}

/** Tells the actions as they are at the moment it is called. */
export type ReadActions = () => readonly Action[];

interface Registry {
  add: (read: ReadActions) => () => void;
  /** All actions of the page, those of its innermost parts first. */
  all: ReadActions;
}

const RegistryContext = createContext<Registry>({ add: () => () => undefined, all: () => [] });

/** Holds what the parts of the page say. */
export function CommandProvider({ children }: { children: ReactNode }): ReactElement {
  const [readers] = useState(() => new Set<ReadActions>());
  const registry = useMemo<Registry>(
    () => ({
      add: (read) => {
        readers.add(read);
        return () => readers.delete(read);
      },
      all: () => [...readers].toReversed().flatMap((read) => read()),
    }),
    [readers],
  );
  return <RegistryContext value={registry}>{children}</RegistryContext>;
}

/**
 * Offers actions while the component stands. `read` is asked when a key is pressed or the palette opens, never while
 * drawing: it may look into stores, and need not be kept the same between drawings.
 */
export function useActions(read: ReadActions): void {
  const { add } = useContext(RegistryContext);
  const newest = useRef(read);
  newest.current = read;
  useEffect(() => add(() => newest.current()), [add]);
}

/** The way to all actions of the page, and to one by its command. */
export function useAllActions(): { all: ReadActions; find: (command: Command) => Action | undefined } {
  const { all } = useContext(RegistryContext);
  const find = useCallback(
    (command: Command) => all().find((action) => action.command === command && !action.isDisabled),
    [all],
  );
  return useMemo(() => ({ all, find }), [all, find]);
}

/** An action with the words and the other names that the key table has for its command. */
export function actionOf(command: Command, run: () => void): Action {
  return { id: command, command, label: commandLabel(command), aka: commandAka(command), run };
}
