// The box that chooses a row: a plain one, since a table may hold thousands.
import { type ReactElement, useEffect, useRef } from 'react';

interface RowCheckProps {
  /** Read out: "Choose +1 310 555 0123". */
  label: string;
  isOn: boolean;
  /** Some of what it stands for is chosen. */
  isMixed?: boolean;
  /** `range` where Shift was held. */
  onChange: (isOn: boolean, range: boolean) => void;
}

/** The box, with a target as large as its cell. */
export function RowCheck({ label, isOn, isMixed = false, onChange }: RowCheckProps): ReactElement {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = isMixed;
  }, [isMixed]);
  return (
    <label className="lf-row-check">
      <input
        ref={box}
        type="checkbox"
        checked={isOn}
        aria-label={label}
        onChange={(event) => {
          const { nativeEvent, currentTarget } = event;
          onChange(currentTarget.checked, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey);
        }}
      />
    </label>
  );
}
