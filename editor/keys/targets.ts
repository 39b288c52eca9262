// What has the focus as a key is pressed: a field that takes the letters, or something that has keys of its own.

const TYPING =
  'textarea, select, [contenteditable]:not([contenteditable=false]), input:not([type=checkbox], [type=radio], [type=button], [type=range])';
const ELSEWHERE = '[role=menu], [role=listbox], [role=dialog], [role=alertdialog]';

/** True in a field, a menu, a list of choices or a dialog: letters there are theirs. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(`${TYPING}, ${ELSEWHERE}`) !== null;
}

/** True while a dialog over the page keeps all keys to itself. */
export function isDialogOpen(): boolean {
  return document.querySelector('[role=dialog][aria-modal=true], .lf-modal') !== null;
}
