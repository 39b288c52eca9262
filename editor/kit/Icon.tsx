// One icon, drawn in the colour of the text around it; silent to screen readers unless it has a label.
import type { ReactElement } from 'react';
import { ICON_PATHS, type IconName } from './icon-paths.ts';

interface IconProps {
  name: IconName;
  /** Edge length in CSS pixels; 16 unless told. */
  size?: number;
  /** Read out in place of the picture. */
  label?: string;
}

/** Draws the icon `name`. */
export function Icon({ name, size = 16, label }: IconProps): ReactElement {
  if (label === undefined) {
    return (
      <svg className="lf-icon" viewBox="0 0 20 20" width={size} height={size} aria-hidden="true">
        <path d={ICON_PATHS[name]} />
      </svg>
    );
  }
  return (
    <svg className="lf-icon" viewBox="0 0 20 20" width={size} height={size} role="img">
      <title>{label}</title>
      <path d={ICON_PATHS[name]} />
    </svg>
  );
}
