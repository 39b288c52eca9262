// The words of the pages outside the door: sign in, choose a password.
import { wordsOf } from './words.ts';

const EN = {
  signIn: 'Sign in',
  signInTitle: 'Sign in - Leadflow',
  email: 'E-mail address',
  password: 'Password',
  signingIn: 'Signing in',
  wait: 'Try again in {seconds} s',
  waitSaid: '{seconds, one:You can try again in # second., other:You can try again in # seconds.}',
  waitOver: 'You can try again now.',
  noAccount: 'No account yet, or the password is lost? Ask an admin for a one-time link. On the server,',
  noAccountEnd: 'prints one.',
  show: 'Show',
  hide: 'Hide',
  choose: 'Choose a password',
  chooseTitle: 'Choose a password - Leadflow',
  chooseAbout: 'The link works once. You are signed in as soon as the password is set.',
  newPassword: 'New password',
  newPasswordHelp: 'At least {count} characters. Pasting from a password manager is welcome.',
  setting: 'Setting the password',
  set: 'Set password and sign in',
  toSignIn: 'Go to the sign-in page',
  noLink: 'This address holds no one-time link.',
  noLinkMore: 'Open the link exactly as it was given to you.',
  short: 'The password needs at least {count} characters.',
  shortMore: 'Make it longer; a few words in a row do well.',
} as const;

/** A text of the pages outside the door. */
export const t = wordsOf('sign-in', EN);
