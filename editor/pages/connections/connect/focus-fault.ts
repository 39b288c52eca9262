// Puts the focus on the first field that is marked as wrong, once the marks are drawn.

/** The first such field below `root`. */
export function focusFault(root: HTMLElement | null): void {
  requestAnimationFrame(() => {
    const field = root?.querySelector<HTMLElement>('[aria-invalid=true], [data-invalid=true] button');
    field?.focus();
    field?.scrollIntoView({ block: 'center' });
  });
}
