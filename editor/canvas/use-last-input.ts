// What a node was given in the newest run that came to it, for trying a table on real data.
import { useCallback } from 'react';
import type { Json } from '../../flows/language/document.ts';
import { isObject } from '../../flows/language/json.ts';
import { api } from '../api.ts';
import type { Page, RunDetail, RunSummary } from '../types.ts';
import { useDrawing } from './drawing-context.ts';

/** Runs that are looked at, newest first. */
const LOOKED_AT = 5;

/** Reads what the field `key` of node `id` came to. Resolves with undefined where no run came to the node. */
export function useLastInput(id: string): (key: string) => Promise<Json | undefined> {
  const { flow, overlay } = useDrawing();
  return useCallback(
    async (key) => {
      const drawn = overlay.getState().run;
      const shown = drawn && inputOf(drawn, id, key);
      if (shown !== undefined && shown !== null) return shown;
      const { items } = await api.get<Page<RunSummary>>('/api/runs', { flow: flow.getState().slug, limit: LOOKED_AT });
      for (const { id: run } of items) {
        const found = inputOf(await api.get<RunDetail>(`/api/runs/${run}`), id, key);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    [flow, overlay, id],
  );
}

function inputOf(run: RunDetail, id: string, key: string): Json | undefined {
  const given = run.steps.find((step) => step.node === id)?.in;
  return isObject(given) ? given[key] : undefined;
}
