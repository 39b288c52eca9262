// The lines of the command palette under their headings; the field above keeps the focus and walks through them.
import type { ReactElement } from 'react';
import { bindingOf } from '../keys/keymap.ts';
import { ariaKeys, keyText } from '../keys/stroke.ts';
import { Icon } from '../kit/Icon.tsx';
import { t } from '../words/shell.ts';
import type { Hit, Section } from './palette-items.ts';

const HEADINGS: Record<Section, string> = {
  recent: t('recent'),
  place: t('pages'),
  action: t('actions'),
  node: t('nodes'),
  type: t('types'),
  thing: t('things'),
};

interface PaletteListProps {
  id: string;
  hits: readonly Hit[];
  chosen: Hit | undefined;
  onChoose: (hit: Hit) => void;
}

/** The list; a line's id is the list's with its place. */
export function PaletteList({ id, hits, chosen, onChoose }: PaletteListProps): ReactElement {
  const sections = [...new Set(hits.map(({ item }) => item.section))];
  return (
    <div className="lf-palette__list" id={id} role="listbox" aria-label={t('findLabel')}>
      {sections.map((section) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset may not stand in a list box
        <div key={section} role="group" aria-labelledby={`${id}-${section}`}>
          <div className="lf-palette__head" id={`${id}-${section}`} role="presentation">
            {HEADINGS[section]}
          </div>
          {hits.map((hit, index) =>
            hit.item.section === section ? (
              <Line
                key={hit.item.id}
                id={`${id}-${index}`}
                hit={hit}
                isChosen={hit === chosen}
                onChoose={() => onChoose(hit)}
              />
            ) : null,
          )}
        </div>
      ))}
    </div>
  );
}

interface LineProps {
  id: string;
  hit: Hit;
  isChosen: boolean;
  onChoose: () => void;
}

function Line({ id, hit: { item, alias }, isChosen, onChoose }: LineProps): ReactElement {
  const binding = item.command && bindingOf(item.command);
  const keys = binding?.keys[0];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are heard by the field that the list belongs to
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      className={`lf-palette__line${isChosen ? ' lf-palette__line--chosen' : ''}`}
      {...(binding ? { 'aria-keyshortcuts': ariaKeys(binding) } : {})}
      ref={(element) => {
        if (isChosen) element?.scrollIntoView({ block: 'nearest' });
      }}
      onClick={onChoose}
    >
      <Icon name={item.icon} />
      <span className="lf-palette__words">
        <span>{item.label}</span>
        {alias !== undefined && <span className="lf-muted lf-small"> {t('alsoCalled', { name: alias })}</span>}
        {item.hint && <span className="lf-muted lf-small lf-palette__hint">{item.hint}</span>}
      </span>
      {keys && <kbd>{keyText(keys)}</kbd>}
    </div>
  );
}
