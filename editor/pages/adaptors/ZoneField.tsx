// The time zone of an adaptor's dates. Drawn only where it changes: its list of four hundred zones is dear.
import { memo, type ReactElement, useCallback, useRef, useState } from 'react';
import { ComboBox } from '../../kit/ComboBox.tsx';

interface ZoneFieldProps {
  /** '' for that of the flow. */
  zone: string;
  onZone: (zone: string) => void;
  isReadOnly: boolean;
}

/** The choice. */
export function ZoneField({ zone, onZone, isReadOnly }: ZoneFieldProps): ReactElement {
  const latest = useRef(onZone);
  latest.current = onZone;
  const change = useCallback((next: string) => latest.current(next), []);
  return <Zones zone={zone} onZone={change} isReadOnly={isReadOnly} />;
}

const Zones = memo(function Zones({ zone, onZone, isReadOnly }: ZoneFieldProps): ReactElement {
  const [zones] = useState(() => Intl.supportedValuesOf('timeZone').map((id) => ({ id, label: id })));
  return (
    <ComboBox
      label="Time zone of dates"
      placeholder="that of the flow"
      description="Dates without a zone are read in it, and dates are written in it."
      options={zones}
      value={zone}
      onChange={onZone}
      isReadOnly={isReadOnly}
      allowsAny
    />
  );
});
