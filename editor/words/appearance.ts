// The words of the tab Appearance in Settings.
import { wordsOf } from './words.ts';

const EN = {
  title: 'Appearance',
  about: 'Kept in this browser.',
  colours: 'Colours',
  asSystem: 'As the system',
  light: 'Light',
  dark: 'Dark',
  density: 'Rows and controls',
  densityHelp: 'Compact shows more rows on a screen.',
  comfortable: 'Comfortable',
  compact: 'Compact',
  motion: 'Motion',
  motionHelp: 'Reduced: nothing glides, fades or pulses.',
  reduced: 'Reduced',
  singleKeys: 'Single keys on the canvas',
  singleKeysHelp:
    'Letters and signs alone, such as N for a new node. Switch them off where a slip of the hand or speech input presses them; every command stays in the menus and in the command palette.',
  language: 'Language',
  languageHelp: 'The page is loaded again.',
  english: 'English',
  asBrowser: 'As the browser',
} as const;

/** A text of the tab. */
export const t = wordsOf('appearance', EN);
