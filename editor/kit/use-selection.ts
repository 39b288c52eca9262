// The rows that a person has chosen in a list, for as long as the list is narrowed by the same filters.
import { useCallback, useMemo, useRef, useState } from 'react';
import { type Choice, NOTHING_CHOSEN, shareChosen, stillThere, withRange, withRow, withShown } from './selection.ts';
import { useToast } from './Toasts.tsx';
import { counted } from './time-words.ts';

/** The choice with the ways to change it. Each change is read out. */
export interface Selection {
  keys: ReadonlySet<string>;
  /** True where all that the filters find are meant. */
  isAll: boolean;
  share: 'none' | 'some' | 'all';
  /** Turns a row on or off; `range` takes all from the row chosen last. */
  choose: (key: string, isOn: boolean, range?: boolean) => void;
  chooseShown: (isOn: boolean) => void;
  chooseAll: () => void;
  clear: () => void;
}

interface SelectionOf {
  /** Keys of the rows loaded, in their order. */
  order: readonly string[];
  /** What the list is narrowed by: another text forgets the choice. */
  within: string;
  /** One of the things: "run". */
  one: string;
}

/** Nothing is chosen at first. */
export function useSelection({ order, within, one }: SelectionOf): Selection {
  const { announce } = useToast();
  const [held, setHeld] = useState({ within, choice: NOTHING_CHOSEN });
  const choice = useMemo(
    () => (held.within === within ? stillThere(held.choice, order) : NOTHING_CHOSEN),
    [held, within, order],
  );
  const now = useRef({ choice, order });
  now.current = { choice, order };
  const set = useCallback(
    (next: Choice) => {
      // Two changes may come before the next drawing: the second is made on the first.
      now.current = { ...now.current, choice: next };
      setHeld({ within, choice: next });
      announce(next.isAll ? `All ${one}s that match are chosen` : `${counted(next.keys.size, one)} chosen`);
    },
    [within, one, announce],
  );
  const ways = useMemo(
    () => ({
      choose: (key: string, isOn: boolean, range = false) => {
        const { choice: before, order: rows } = now.current;
        set(range ? withRange(before, key, rows) : withRow(before, key, isOn));
      },
      chooseShown: (isOn: boolean) => set(withShown(now.current.order, isOn)),
      chooseAll: () => set({ ...withShown(now.current.order, true), isAll: true }),
      clear: () => set(NOTHING_CHOSEN),
    }),
    [set],
  );
  return useMemo(
    () => ({ keys: choice.keys, isAll: choice.isAll, share: shareChosen(choice, order), ...ways }),
    [choice, order, ways],
  );
}
