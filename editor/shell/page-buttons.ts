// What stands in the head of the page shown is a command too: the palette finds its buttons and links by their words.
import type { Action } from '../keys/Commands.tsx';

const HEADS = ['.lf-page__actions', '.rn-header__actions', '.lf-toolbar'];
const PRESSED = HEADS.flatMap((head) => [`#content ${head} button`, `#content ${head} a[href]`]).join(', ');

/** One action for each button with words that can be pressed now; pressing it is left to the page. */
export function pageButtons(): Action[] {
  return [...document.querySelectorAll<HTMLElement>(PRESSED)].flatMap((element) => {
    const label = (element.ariaLabel ?? element.textContent).trim();
    const canPress =
      label !== '' && !element.matches('[disabled], [aria-haspopup=listbox]') && element.checkVisibility();
    if (!canPress) return [];
    const run = (): void => {
      element.focus();
      element.click();
    };
    return [{ id: `button ${label}`, label, run }];
  });
}
