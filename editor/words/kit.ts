// The words of the kit: what its parts say by themselves, whatever page they stand on.
import { wordsOf } from './words.ts';

const EN = {
  messages: 'Messages',
  closeMessage: 'Close message',
  editorStumbled: 'The editor stumbled.',
  editorStumbledMore: 'Load the page again; if it happens once more, report what you did.',
  close: 'Close',
  cancel: 'Cancel',
  typeToGoOn: 'Type {text} to go on',
  working: 'Working',
  chosen: 'chosen',
} as const;

/** A text of the kit. */
export const t = wordsOf('kit', EN);
