// The sheet of keys, made from the one table of keys.
import { type ReactElement, useState } from 'react';
import { Dialog } from '../kit/Dialog.tsx';
import { Switch } from '../kit/Switch.tsx';
import { commandLabel, groupLabel } from '../words/keys.ts';
import { t } from '../words/shell.ts';
import { BINDINGS, type KeyBinding, type KeyGroup } from './keymap.ts';
import { hasSingleKeys, setSingleKeys } from './single-keys.ts';
import { isSingle, keyText } from './stroke.ts';
import './keys.css';

const ORDER: readonly KeyGroup[] = [
  'Everywhere',
  'Walk',
  'Edge',
  'Draw',
  'Line up',
  'Look',
  'Flow',
  'Tables',
  'Rows',
  'Mapping',
];

interface KeysSheetProps {
  /** The keys that change something are left out: for those who may only look. */
  isReadOnly: boolean;
  onClose: () => void;
}

/** Every key, by what it is for. */
export function KeysSheet({ isReadOnly, onClose }: KeysSheetProps): ReactElement {
  const [single, setSingle] = useState(hasSingleKeys);
  const shown = BINDINGS.filter((binding) => !isReadOnly || binding.reading);
  const choose = (areOn: boolean): void => {
    setSingleKeys(areOn);
    setSingle(areOn);
  };
  return (
    <Dialog title={t('keys')} shape="wide" onClose={onClose}>
      <p className="lf-muted">{t('keysAbout')}</p>
      <Switch isSelected={single} onChange={choose} description={t('singleKeysHelp')}>
        {t('singleKeys')}
      </Switch>
      <div className="lf-keys">
        {ORDER.map((group) => ({ group, rows: shown.filter((binding) => binding.group === group) }))
          .filter(({ rows }) => rows.length > 0)
          .map(({ group, rows }) => (
            <section key={group}>
              <h3>{groupLabel(group)}</h3>
              <dl>
                {rows.map((binding) => (
                  <Row key={binding.command} binding={binding} single={single} />
                ))}
              </dl>
            </section>
          ))}
      </div>
    </Dialog>
  );
}

function Row({ binding, single }: { binding: KeyBinding; single: boolean }): ReactElement {
  const isOff = !single && binding.keys.every(isSingle);
  return (
    <div>
      <dt>
        {binding.keys.map((keys) => (
          <kbd key={keys}>{keyText(keys)}</kbd>
        ))}
      </dt>
      <dd>
        {commandLabel(binding.command)}
        {isOff && <span className="lf-muted"> {t('switchedOff')}</span>}
      </dd>
    </div>
  );
}
