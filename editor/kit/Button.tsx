// Buttons: with words, with a picture alone, and links that look like them.
import type { ReactElement, ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip';
import { Link } from 'react-router';
import { bindingOf, type Command } from '../keys/keymap.ts';
import { ariaKeys, keyText } from '../keys/stroke.ts';
import { t } from '../words/kit.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icon-paths.ts';
import './button.css';

type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger';

interface ButtonProps {
  children: ReactNode;
  kind?: ButtonKind;
  size?: 'small' | 'normal';
  icon?: IconName;
  type?: 'button' | 'submit';
  isDisabled?: boolean;
  /** Shows that work is under way, and takes no second press. */
  isPending?: boolean;
  autoFocus?: boolean;
  onPress?: () => void;
  'aria-label'?: string;
  'aria-describedby'?: string;
  /** The row of the key table whose keys do the same: they are read out. */
  command?: Command;
}

/** A button with words. One `primary` a screen. */
export function Button({
  children,
  kind = 'plain',
  size = 'normal',
  icon,
  isPending,
  command,
  ...rest
}: ButtonProps): ReactElement {
  const binding = command && bindingOf(command);
  return (
    <AriaButton
      className={buttonClass(kind, size)}
      {...(binding ? { 'aria-keyshortcuts': ariaKeys(binding) } : {})}
      {...rest}
      {...unlessPending(isPending, rest)}
    >
      {isPending ? <Working /> : icon && <Icon name={icon} />}
      <span className="lf-button__text">{children}</span>
    </AriaButton>
  );
}

interface ButtonLinkProps {
  to: string;
  children: ReactNode;
  kind?: ButtonKind;
  size?: 'small' | 'normal';
  icon?: IconName;
}

/** A link to another page, drawn as a button. */
export function ButtonLink({ to, children, kind = 'plain', size = 'normal', icon }: ButtonLinkProps): ReactElement {
  return (
    <Link to={to} className={buttonClass(kind, size)}>
      {icon && <Icon name={icon} />}
      <span className="lf-button__text">{children}</span>
    </Link>
  );
}

interface IconButtonProps {
  /** What it does; read out, and shown as its tip. */
  label: string;
  icon: IconName;
  kind?: 'quiet' | 'plain' | 'danger' | 'primary';
  size?: 'small' | 'normal';
  isDisabled?: boolean;
  isPending?: boolean;
  isPressed?: boolean;
  /** The row of the key table whose keys do the same: they stand behind the tip. */
  command?: Command;
  /** Keys that are not in the table, as they are shown behind the tip. */
  shortcut?: string;
  onPress?: () => void;
}

/** A button with a picture alone: at least 24 by 24 pixels, with a tip. */
export function IconButton(props: IconButtonProps): ReactElement {
  const { label, icon, kind = 'quiet', size = 'normal', isPressed, shortcut, command, isPending, ...rest } = props;
  const binding = command && bindingOf(command);
  const keys = binding ? keyText(binding.keys[0] ?? '') : shortcut;
  const spoken = binding ? ariaKeys(binding) : shortcut?.replace('Ctrl', 'Control');
  return (
    <TooltipTrigger delay={500} closeDelay={60}>
      <AriaButton
        className={`${buttonClass(kind, size)} lf-button--icon`}
        aria-label={label}
        {...(spoken ? { 'aria-keyshortcuts': spoken } : {})}
        {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })}
        {...rest}
        {...unlessPending(isPending, rest)}
      >
        {isPending ? <Working /> : <Icon name={icon} />}
      </AriaButton>
      <Tip>
        {label}
        {keys && <kbd className="lf-tip__keys">{keys}</kbd>}
      </Tip>
    </TooltipTrigger>
  );
}

/** Turns while a button's work is under way; part of the button's name. */
function Working(): ReactElement {
  return <span className="lf-spinner" role="img" aria-label={t('working')} />;
}

/** A button whose work is under way keeps the focus, and takes no second press. */
function unlessPending(isPending: boolean | undefined, rest: { type?: 'button' | 'submit'; onPress?: () => void }) {
  return isPending ? { type: 'button' as const, onPress: () => undefined } : rest;
}

/** The floating words of a tip; the child of a TooltipTrigger. */
export function Tip({ children }: { children: ReactNode }): ReactElement {
  return (
    <Tooltip className="lf-tip" offset={6}>
      {children}
    </Tooltip>
  );
}

/** Class names of a button, for elements that only look like one. */
export function buttonClass(kind: ButtonKind = 'plain', size: 'small' | 'normal' = 'normal'): string {
  return `lf-button lf-button--${kind}${size === 'small' ? ' lf-button--small' : ''}`;
}
