// Puts the focus on a field of a form by its path.

/** The field named, or the nearest one around it that can take the focus. True where there was one. */
export function focusField(root: HTMLElement | null, path: string): boolean {
  const parts = path.split('.');
  for (let length = parts.length; length > 0; length -= 1) {
    const name = CSS.escape(parts.slice(0, length).join('.'));
    const field = root?.querySelector(`[data-field="${name}"]`);
    const stop = field?.querySelector<HTMLElement>(
      'input:not(:disabled), textarea, select, button:not(:disabled, [data-grip]), [contenteditable=true]',
    );
    if (!stop) continue;
    stop.focus();
    stop.scrollIntoView({ block: 'nearest' });
    return true;
  }
  return false;
}
