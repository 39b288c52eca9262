// F6 and Shift+F6 go from one part of the page to the next: top bar, places, palette, content, panel.

/** Landmarks in the order of the page; one inside another follows it. The messages are last and are no work. */
const REGIONS =
  'header.lf-topbar, nav.lf-rail, main, main aside[aria-label], main section#canvas, main [data-region], main header.fl-header';
const STOPS =
  'a[href], button:not([disabled]), input:not([disabled]), select, textarea, [tabindex]:not([tabindex="-1"])';

/** Moves the focus into the next region, or the one before; at the last it begins again. Regions out of sight are passed over. */
export function goToRegion(by: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>(REGIONS)].filter(isShown);
  const focused = document.activeElement;
  const at = regions.findLastIndex((region) => region === focused || region.contains(focused));
  for (let step = 1; step <= regions.length; step += 1) {
    const index = (Math.max(at, by === 1 ? -1 : 0) + by * step + regions.length * 2) % regions.length;
    const region = regions[index];
    if (region && enter(region)) return;
  }
}

/** The canvas takes the focus at the node that Tab comes to; a region that can hold the focus itself does; else its first stop. */
function enter(region: HTMLElement): boolean {
  const stop = region.id === 'content' ? region : [...region.querySelectorAll<HTMLElement>(STOPS)].find(isShown);
  const target = stop ?? (region.tabIndex >= -1 && region.hasAttribute('tabindex') ? region : undefined);
  target?.focus();
  return target !== undefined && document.activeElement === target;
}

function isShown(element: HTMLElement): boolean {
  return element.checkVisibility({ visibilityProperty: true });
}
