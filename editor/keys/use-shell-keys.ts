// Hears, on every page, the keys of actions that are offered for everywhere or for the page shown.
import { useEffect } from 'react';
import { useAllActions } from './Commands.tsx';
import { bindingFor } from './stroke.ts';
import { isDialogOpen, isTyping } from './targets.ts';

/** A key that the part with the focus has answered is left alone, and so are all keys while a dialog is open. */
export function useShellKeys(): void {
  const { find } = useAllActions();
  useEffect(() => {
    const heard = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isDialogOpen()) return;
      const typing = isTyping(event.target);
      const binding =
        bindingFor(event, { scope: 'everywhere', typing, reading: false }) ??
        bindingFor(event, { scope: 'page', typing, reading: false });
      const action = binding && find(binding.command);
      if (!action) return;
      event.preventDefault();
      action.run();
    };
    window.addEventListener('keydown', heard);
    return () => window.removeEventListener('keydown', heard);
  }, [find]);
}
