// What differs field by field: before and after, one under the other where it is long.
import type { ReactElement } from 'react';
import type { FieldChange } from '../../flows/language/diff.ts';
import { valueText } from './change-words.ts';
import './merge.css';

interface FieldChangesProps {
  /** What the list is about, read out. */
  label: string;
  fields: readonly FieldChange[];
  nameOf: (field: FieldChange) => string;
}

/** A list of fields; what is gone is struck through, and named so. */
export function FieldChanges({ label, fields, nameOf }: FieldChangesProps): ReactElement {
  return (
    <dl className="mg-fields" aria-label={label}>
      {fields.map((field) => (
        <div key={field.path.join('.') + ('before' in field ? '' : '+')} className="mg-field">
          <dt>{nameOf(field)}</dt>
          {'before' in field && (
            <dd className="mg-value mg-value--before">
              <span className="mg-value__word">Before</span>
              <del>{valueText(field.before)}</del>
            </dd>
          )}
          <dd className="mg-value mg-value--after">
            <span className="mg-value__word">{'before' in field ? 'After' : 'New'}</span>
            <ins>{valueText(field.after)}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
