// The sheet of keys, made from the one table of keys.
import type { ReactElement } from 'react';
import { Dialog } from '../kit/Dialog.tsx';
import { useFlow } from './drawing-context.ts';
import { KEYMAP, type KeyBinding, keyText } from './keymap.ts';

const GROUPS: readonly { group: KeyBinding['group']; title: string }[] = [
  { group: 'Walk', title: 'Walk through the drawing' },
  { group: 'Draw', title: 'Draw' },
  { group: 'Look', title: 'Look' },
  { group: 'Flow', title: 'The flow' },
];

/** Every key, by what it is for. */
export function KeysDialog({ onClose }: { onClose: () => void }): ReactElement {
  const isReadOnly = useFlow((state) => state.readOnly);
  const isMac = /Mac|iP(hone|ad)/.test(navigator.userAgent);
  const shown = KEYMAP.filter((binding) => !isReadOnly || binding.reading);
  return (
    <Dialog title="Keys" shape="wide" onClose={onClose}>
      <p className="lf-muted">
        Single keys work while the canvas has the focus. Tab goes into the canvas and out of it.
      </p>
      <div className="fl-keys">
        {GROUPS.map(({ group, title }) => (
          <section key={group}>
            <h3>{title}</h3>
            <dl>
              {shown
                .filter((binding) => binding.group === group)
                .map((binding) => (
                  <div key={binding.command}>
                    <dt>
                      {binding.keys.map((keys) => (
                        <kbd key={keys}>{keyText(keys, isMac)}</kbd>
                      ))}
                    </dt>
                    <dd>{binding.label}</dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
