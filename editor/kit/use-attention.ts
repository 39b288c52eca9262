// Where the person is in a form: the field with the focus, and the fields that were left already.
import { type FocusEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { Attention } from './form-faults.ts';
import { type FormProblem, problemsWithin } from './form-model.ts';

interface AttentionNow extends Attention {
  /** Paths of fields that had the focus once and lost it. */
  left: ReadonlySet<string>;
}

const NOWHERE: AttentionNow = { field: '', wasWrong: false, left: new Set() };

/** Follows the focus; `on` is spread on the element around the fields. `told` are the problems shown now. */
export function useAttention(told: RefObject<readonly FormProblem[]>): {
  attention: AttentionNow;
  on: { onFocus: (event: FocusEvent<HTMLElement>) => void; onBlur: (event: FocusEvent<HTMLElement>) => void };
} {
  const [attention, setAttention] = useState(NOWHERE);
  const goTo = useAfterPress((field: string): void => {
    if (field === attention.field) return;
    const left = attention.field === '' ? attention.left : new Set([...attention.left, attention.field]);
    setAttention({ field, wasWrong: field !== '' && problemsWithin(told.current, field) > 0, left });
  });
  return {
    attention,
    on: {
      onFocus: ({ target, currentTarget }) => {
        // The list of a drop-down is elsewhere in the page, and still part of its field.
        if (!currentTarget.contains(target)) return;
        goTo(target.closest<HTMLElement>('[data-field]')?.dataset.field ?? '');
      },
      onBlur: ({ relatedTarget, currentTarget }) => {
        if (relatedTarget === null || !currentTarget.contains(relatedTarget)) goTo('');
      },
    },
  };
}

/**
 * Acts at once, or where a pointer is down, when it is up again: an error that appears in between would move the button
 * away from under the pointer, and the press would be lost.
 */
function useAfterPress(act: (field: string) => void): (field: string) => void {
  const latest = useRef(act);
  latest.current = act;
  const press = useRef<{ isDown: boolean; wanted: string | undefined }>({ isDown: false, wanted: undefined });
  useEffect(() => {
    const down = (): void => {
      press.current.isDown = true;
    };
    const up = (): void => {
      press.current.isDown = false;
      // After the click that follows the release, which may itself move the focus on.
      setTimeout(() => {
        const { wanted } = press.current;
        press.current.wanted = undefined;
        if (wanted !== undefined) latest.current(wanted);
      });
    };
    window.addEventListener('pointerdown', down, true);
    window.addEventListener('pointerup', up);
    window.addEventListener('pointercancel', up);
    return () => {
      window.removeEventListener('pointerdown', down, true);
      window.removeEventListener('pointerup', up);
      window.removeEventListener('pointercancel', up);
    };
  }, []);
  return (field) => {
    press.current.wanted = press.current.isDown ? field : undefined;
    if (!press.current.isDown) latest.current(field);
  };
}
