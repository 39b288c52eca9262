// Gathers what the command palette can show: pages, what the page offers, node types, and what the server finds.
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useCatalogue } from '../canvas/use-catalogue.ts';
import { useAllActions } from '../keys/Commands.tsx';
import { useToast } from '../kit/Toasts.tsx';
import { PLACE_AKA, placeLabel } from '../words/places.ts';
import { t } from '../words/shell.ts';
import { pageButtons } from './page-buttons.ts';
import { itemOf, type PaletteItem, readQuery } from './palette-items.ts';
import { type Place, placesFor } from './places.ts';
import { useCanEdit } from './session.ts';
import { type Thing, useThings } from './use-things.ts';

/** The items for the text typed. What the page offers is read once, when the palette opens. */
export function usePaletteItems(text: string): { items: PaletteItem[]; isAsking: boolean; error: unknown } {
  const { all } = useAllActions();
  const [offered] = useState(() =>
    [...all(), ...pageButtons()].filter((action) => !action.isDisabled && action.command !== 'palette').map(itemOf),
  );
  const { words, sections } = readQuery(text);
  const isAdmin = useCanEdit();
  const types = useTypeItems(isAdmin && !offered.some(({ section }) => section === 'type'));
  const navigate = useNavigate();
  const { things, isAsking, error } = useThings(sections.includes('thing') ? words : '');
  const go = (to: string) => (): void => void navigate(to);
  const items = [
    ...placesFor(isAdmin).map((place) => placeItem(place, go(place.to))),
    ...offered,
    ...types,
    ...things.map((thing) => thingItem(thing, !isAsking, go(thing.to))),
  ];
  return { items, isAsking: isAsking && sections.includes('thing') && words !== '', error };
}

function placeItem({ name, to, icon }: Place, run: () => void): PaletteItem {
  return { id: `place ${to}`, section: 'place', label: placeLabel(name), hint: '', aka: PLACE_AKA[name], icon, run };
}

/** `isFound`: the answer is to the text as it stands; an older one is shown by its names alone. */
function thingItem({ to: _, ...thing }: Thing, isFound: boolean, run: () => void): PaletteItem {
  return { ...thing, section: 'thing', aka: [], isFound, run };
}

/** Node types where no flow is open: found by name, and told where they are added. */
function useTypeItems(isWanted: boolean): PaletteItem[] {
  const catalogue = useCatalogue();
  const navigate = useNavigate();
  const toast = useToast();
  if (!isWanted) return [];
  return Object.values(catalogue.data ?? {}).map((spec) => ({
    id: `type ${spec.type}`,
    section: 'type',
    label: spec.title,
    hint: t('openFlowHint', { about: spec.about }),
    aka: spec.aka,
    icon: 'plus',
    run: () => {
      void navigate('/flows');
      toast.warn(t('openFlowFirst', { name: spec.title }));
    },
  }));
}
