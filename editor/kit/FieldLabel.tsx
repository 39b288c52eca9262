// The label over a field, with a mark where a value is needed.
import type { ReactElement, ReactNode } from 'react';
import { Label } from 'react-aria-components/Label';

/** Names the field around it. */
export function FieldLabel(props: { children: ReactNode; isRequired?: boolean | undefined }): ReactElement {
  return (
    <Label className="lf-label">
      {props.children}
      {props.isRequired && (
        <span className="lf-label__required" aria-hidden="true" title="Needed">
          *
        </span>
      )}
    </Label>
  );
}
