// A tool's button with a picture of its own kind: zoom, fit, map, undo, redo, tidy.
import type { ReactElement } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { TooltipTrigger } from 'react-aria-components/Tooltip';
import { bindingOf, type Command } from '../keys/keymap.ts';
import { ariaKeys, keyText } from '../keys/stroke.ts';
import { buttonClass, Tip } from '../kit/Button.tsx';

/** Stroked paths in a square of 20. */
const DRAWINGS = {
  'zoom-in': 'M8.8 3a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8.8 3zM13 13l4 4M8.8 6.4v4.8M6.4 8.8h4.8',
  'zoom-out': 'M8.8 3a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8.8 3zM13 13l4 4M6.4 8.8h4.8',
  fit: 'M3.5 7.5v-4h4M12.5 3.5h4v4M16.5 12.5v4h-4M7.5 16.5h-4v-4M7 8h6v4H7z',
  minimap: 'M2.5 4h15v12h-15zM10 10h5v3.5h-5zM5 7h3M5 10h2',
  keys: 'M2.5 5.5h15v9h-15zM5.5 8.3h.01M8.5 8.3h.01M11.5 8.3h.01M14.5 8.3h.01M6.5 11.8h7',
  undo: 'M7.5 4 4 7.5 7.5 11M4 7.5h7.2a4.3 4.3 0 0 1 0 8.6H8',
  redo: 'm12.5 4 3.5 3.5-3.5 3.5M16 7.5H8.8a4.3 4.3 0 0 0 0 8.6H12',
  tidy: 'M3 4.5h5v4H3zM12 3h5v4h-5zM12 12.5h5v4h-5zM8 6.5h2.5c.8 0 1.5-.6 1.5-1.5M8 6.5c3 0 1.5 8 4 8',
  'quick-add': 'M10 4v12M4 10h12',
  outline: 'M3 4h14v12H3zM3 8h14M3 12h14M8 4v12',
} as const;

interface ToolButtonProps {
  command: keyof typeof DRAWINGS & Command;
  label: string;
  isDisabled?: boolean;
  isPressed?: boolean;
  onPress: () => void;
}

/** The button of a command: its tip shows the command's key. */
export function ToolButton({ command, label, isDisabled, isPressed, onPress }: ToolButtonProps): ReactElement {
  const binding = bindingOf(command);
  const keys = binding?.keys[0];
  return (
    <TooltipTrigger delay={500} closeDelay={60}>
      <AriaButton
        className={`${buttonClass('quiet', 'small')} lf-button--icon`}
        aria-label={label}
        isDisabled={isDisabled ?? false}
        onPress={onPress}
        {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })}
        {...(binding ? { 'aria-keyshortcuts': ariaKeys(binding) } : {})}
      >
        <svg className="lf-icon" viewBox="0 0 20 20" width={16} height={16} aria-hidden="true" focusable="false">
          <path d={DRAWINGS[command]} />
        </svg>
      </AriaButton>
      <Tip>
        {label}
        {keys && <kbd className="lf-tip__keys">{keyText(keys)}</kbd>}
      </Tip>
    </TooltipTrigger>
  );
}
