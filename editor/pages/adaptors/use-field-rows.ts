// The ways to change the rows of an adaptor, each an entry of undo by its name, with the focus following the row.
import { type RefObject, useMemo, useRef } from 'react';
import type { AdaptorField } from '../../../flows/language/document.ts';
import { moved } from '../../kit/form-model.ts';
import type { Gesture } from '../../kit/use-undo.ts';
import { newField } from './adaptor-model.ts';
import { splitTargets } from './split-targets.ts';
import { withSource } from './with-source.ts';

/** Stays the same object, so that a row is drawn anew only where it changed. */
export interface FieldRows {
  /** Set on the element around the rows, each of which carries `data-row={index}`. */
  root: RefObject<HTMLDivElement | null>;
  /** One part of a row as it is typed or chosen; a burst on one part is one entry. */
  edit: (index: number, part: string, next: AdaptorField) => void;
  /** The row takes its value from the path: by drop, by Pair, by a dialog. */
  map: (index: number, path: string) => void;
  /** A new row at the end for each; without any, an empty one. */
  add: (fields?: readonly AdaptorField[]) => void;
  /** `phone_1,phone_2` becomes two rows. */
  split: (index: number) => void;
  duplicate: (index: number) => void;
  remove: (index: number) => void;
  move: (index: number, to: number) => void;
  /** All rows at once, as after Auto-match. */
  setAll: (fields: readonly AdaptorField[], label: string) => void;
}

/** Changes `fields` through `change`. */
export function useFieldRows(
  fields: readonly AdaptorField[],
  change: (fields: AdaptorField[], how: Gesture) => void,
): FieldRows {
  const latest = useRef({ fields, change });
  latest.current = { fields, change };
  const root = useRef<HTMLDivElement>(null);
  return useMemo(() => {
    const set = (next: AdaptorField[], label: string, gesture: string | null = null): void =>
      latest.current.change(next, { label, gesture });
    const at = (index: number): AdaptorField | undefined => latest.current.fields[index];
    const nameOf = (index: number): string => at(index)?.target || `row ${index + 1}`;
    const put = (index: number, by: readonly AdaptorField[]): AdaptorField[] =>
      latest.current.fields.flatMap((field, place) => (place === index ? by : [field]));
    const focus = (index: number): void => {
      requestAnimationFrame(() => {
        const row = root.current?.querySelector(`[data-row="${index}"]`);
        row?.querySelector<HTMLElement>('input, textarea, button')?.focus();
      });
    };
    return {
      root,
      edit: (index, part, next) => set(put(index, [next]), `Change ${nameOf(index)}`, `${index}.${part}`),
      map: (index, path) => {
        const field = at(index);
        if (field) set(put(index, [withSource(field, path)]), `Map ${nameOf(index)}`);
      },
      add: (given = [newField()]) => {
        const { length } = latest.current.fields;
        set([...latest.current.fields, ...given], given.length > 1 ? 'Add fields' : 'Add field');
        focus(length);
      },
      split: (index) => {
        const field = at(index);
        const parts = field ? splitTargets(field) : [];
        if (parts.length > 1) set(put(index, parts), `Split ${nameOf(index)}`);
      },
      duplicate: (index) => {
        const field = at(index);
        if (field) set(put(index, [field, { ...field, target: '' }]), `Duplicate ${nameOf(index)}`);
        focus(index + 1);
      },
      remove: (index) => {
        const rest = latest.current.fields.length - 1;
        set(put(index, []), `Remove ${nameOf(index)}`);
        focus(Math.min(index, rest - 1));
      },
      move: (index, to) => {
        if (to < 0 || to >= latest.current.fields.length) return;
        set(moved(latest.current.fields, index, to), `Move ${nameOf(index)}`);
        focus(to);
      },
      setAll: (next, label) => set([...next], label),
    };
  }, []);
}
