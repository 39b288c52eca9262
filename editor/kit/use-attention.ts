// Where the person is in a form: the field with the focus, and the fields that were left already.
import { type FocusEvent, useState } from 'react';
import type { Attention } from './form-faults.ts';
import { type FormProblem, problemsWithin } from './form-model.ts';

interface AttentionNow extends Attention {
  /** Paths of fields that had the focus once and lost it. */
  left: ReadonlySet<string>;
}

const NOWHERE: AttentionNow = { field: '', wasWrong: false, left: new Set() };

/** Follows the focus; `on` is spread on the element around the fields. */
export function useAttention(problems: readonly FormProblem[]): {
  attention: AttentionNow;
  on: { onFocus: (event: FocusEvent<HTMLElement>) => void; onBlur: (event: FocusEvent<HTMLElement>) => void };
} {
  const [attention, setAttention] = useState(NOWHERE);
  const goTo = (field: string): void => {
    if (field === attention.field) return;
    const left = attention.field === '' ? attention.left : new Set([...attention.left, attention.field]);
    setAttention({ field, wasWrong: field !== '' && problemsWithin(problems, field) > 0, left });
  };
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
