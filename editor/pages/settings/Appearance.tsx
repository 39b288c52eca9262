// How the editor looks and listens in this browser.
import { type ReactElement, useState } from 'react';
import { hasSingleKeys, setSingleKeys } from '../../keys/single-keys.ts';
import { Card } from '../../kit/Page.tsx';
import { Segmented, Switch } from '../../kit/Switch.tsx';
import { applyDensity, applyMotion, readDensity, readMotion } from '../../theme/theme.ts';
import { useTheme } from '../../theme/use-theme.ts';
import { t } from '../../words/appearance.ts';
import { LANGUAGES } from '../../words/languages.ts';
import { chooseLanguage, chosenLanguage } from '../../words/translation.ts';

const THEMES = [
  { id: 'system', label: t('asSystem') },
  { id: 'light', label: t('light') },
  { id: 'dark', label: t('dark') },
];
const DENSITIES = [
  { id: 'comfortable', label: t('comfortable') },
  { id: 'compact', label: t('compact') },
];
const MOTIONS = [
  { id: 'system', label: t('asSystem') },
  { id: 'reduced', label: t('reduced') },
];

/** The tab of colours, density, motion, keys and language. Kept in this browser, not on the server. */
export function Appearance(): ReactElement {
  const { choice, setTheme } = useTheme();
  const [density, setDensity] = useChoice(readDensity, applyDensity);
  const [motion, setMotion] = useChoice(readMotion, applyMotion);
  const [single, setSingle] = useChoice(hasSingleKeys, setSingleKeys);
  return (
    <Card title={t('title')} about={t('about')}>
      <div className="lf-stack">
        <Segmented
          label={t('colours')}
          options={THEMES}
          value={choice}
          onChange={(id) => setTheme(id === 'light' || id === 'dark' ? id : 'system')}
        />
        <Segmented
          label={t('density')}
          options={DENSITIES}
          value={density}
          onChange={(id) => setDensity(id === 'compact' ? id : 'comfortable')}
          description={t('densityHelp')}
        />
        <Segmented
          label={t('motion')}
          options={MOTIONS}
          value={motion}
          onChange={(id) => setMotion(id === 'reduced' ? id : 'system')}
          description={t('motionHelp')}
        />
        <Switch isSelected={single} onChange={setSingle} description={t('singleKeysHelp')}>
          {t('singleKeys')}
        </Switch>
        <LanguageChoice />
      </div>
    </Card>
  );
}

/** Drawn once there is a language to choose beside English. */
function LanguageChoice(): ReactElement | null {
  const others = Object.entries(LANGUAGES).map(([id, { title }]) => ({ id, label: title }));
  if (others.length === 0) return null;
  return (
    <Segmented
      label={t('language')}
      options={[{ id: '', label: t('asBrowser') }, { id: 'en', label: t('english') }, ...others]}
      value={chosenLanguage() ?? ''}
      onChange={(id) => {
        chooseLanguage(id === '' ? undefined : id);
        window.location.reload();
      }}
      description={t('languageHelp')}
    />
  );
}

/** A choice that is read once, and applied as soon as it is made. */
function useChoice<T>(read: () => T, apply: (value: T) => void): [T, (value: T) => void] {
  const [value, setValue] = useState(read);
  const choose = (next: T): void => {
    setValue(next);
    apply(next);
  };
  return [value, choose];
}
