// How the editor looks in this browser.
import { type ReactElement, useState } from 'react';
import { Card } from '../../kit/Page.tsx';
import { Segmented } from '../../kit/Switch.tsx';
import { applyDensity, readDensity } from '../../theme/theme.ts';
import { useTheme } from '../../theme/use-theme.ts';

const THEMES = [
  { id: 'system', label: 'As the system' },
  { id: 'light', label: 'Light' },
  { id: 'dark', label: 'Dark' },
];
const DENSITIES = [
  { id: 'comfortable', label: 'Comfortable' },
  { id: 'compact', label: 'Compact' },
];

/** The tab of colours and density. Kept in this browser, not on the server. */
export function Appearance(): ReactElement {
  const { choice, setTheme } = useTheme();
  const [density, setDensity] = useState(readDensity);
  return (
    <Card title="Appearance" about="Kept in this browser.">
      <div className="lf-stack">
        <Segmented
          label="Colours"
          options={THEMES}
          value={choice}
          onChange={(id) => setTheme(id === 'light' || id === 'dark' ? id : 'system')}
        />
        <Segmented
          label="Rows and controls"
          options={DENSITIES}
          value={density}
          onChange={(id) => {
            const next = id === 'compact' ? id : 'comfortable';
            setDensity(next);
            applyDensity(next);
          }}
          description="Compact shows more rows on a screen."
        />
        <p className="lf-muted lf-small">Motion follows the setting of your system.</p>
      </div>
    </Card>
  );
}
