// A button that opens a list of actions.
import type { ReactElement } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Menu as AriaMenu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { bindingOf, type Command } from '../keys/keymap.ts';
import { ariaKeys, keyText } from '../keys/stroke.ts';
import { t } from '../words/kit.ts';
import { buttonClass } from './Button.tsx';
import { Icon } from './Icon.tsx';
import type { IconName } from './icon-paths.ts';
import './list-box.css';

/** One action of a menu. `isChosen` marks the one that holds now. */
export interface MenuAction {
  id: string;
  label: string;
  icon?: IconName;
  hint?: string;
  /** The row of the key table whose keys do the same: they are drawn behind the words. */
  command?: Command;
  isDanger?: boolean;
  isDisabled?: boolean;
  isChosen?: boolean;
  onAction: () => void;
}

interface MenuProps {
  /** What the button says, or, without `showLabel`, what is read out for its picture. */
  label: string;
  icon?: IconName;
  showLabel?: boolean;
  kind?: 'quiet' | 'plain' | 'primary';
  size?: 'small' | 'normal';
  actions: readonly MenuAction[];
  /** Called each time it opens: for hints that are worked out only then. */
  onOpen?: () => void;
}

/** A button with a menu under it. */
export function Menu({
  label,
  icon = 'more',
  showLabel,
  kind = 'quiet',
  size = 'normal',
  actions,
  onOpen,
}: MenuProps): ReactElement {
  return (
    <MenuTrigger onOpenChange={(isOpen) => isOpen && onOpen?.()}>
      <AriaButton
        className={`${buttonClass(kind, size)}${showLabel ? '' : ' lf-button--icon'}`}
        {...(showLabel ? {} : { 'aria-label': label })}
      >
        {!(showLabel && icon === 'more') && <Icon name={icon} />}
        {showLabel && <span className="lf-button__text">{label}</span>}
        {showLabel && <Icon name="chevron-down" size={13} />}
      </AriaButton>
      <Popover className="lf-popover" offset={4} placement="bottom end">
        <AriaMenu
          className="lf-list-box"
          onAction={(id) => actions.find((action) => action.id === id)?.onAction()}
          disabledKeys={actions.filter((action) => action.isDisabled).map((action) => action.id)}
        >
          {actions.map((action) => (
            <MenuItem
              key={action.id}
              id={action.id}
              textValue={action.label}
              className={`lf-option${action.isDanger ? ' lf-option--danger' : ''}`}
              {...keysOf(action.command)}
            >
              <span className="lf-option__icon">
                {action.icon && <Icon name={action.icon} />}
                {action.label}
              </span>
              {action.command && <Keys command={action.command} />}
              {action.hint && <span className="lf-option__hint">{action.hint}</span>}
              {action.isChosen && <Icon name="check" size={14} label={t('chosen')} />}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

function keysOf(command: Command | undefined) {
  const binding = command && bindingOf(command);
  return binding ? { 'aria-keyshortcuts': ariaKeys(binding) } : {};
}

function Keys({ command }: { command: Command }): ReactElement | null {
  const keys = bindingOf(command)?.keys[0];
  return keys === undefined ? null : <kbd className="lf-option__hint">{keyText(keys)}</kbd>;
}
