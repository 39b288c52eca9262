// One import as it stands, read again while something is done to it, and what can be done.
import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../api.ts';
import { type Sending, useSend } from '../../../kit/use-send.ts';
import type { LeadImport } from '../../../types.ts';

/** Where imports are. */
export const IMPORTS = '/api/lead-imports';
const LOOK_EVERY_MS = 300;
const UNDER_WAY: readonly LeadImport['state'][] = ['checking', 'importing', 'taking-back'];

/** The import. */
export function useLeadImport(id: string): UseQueryResult<LeadImport> {
  return useQuery({
    queryKey: [IMPORTS, id],
    queryFn: () => api.get<LeadImport>(`${IMPORTS}/${id}`),
    refetchInterval: ({ state }) => (state.data && UNDER_WAY.includes(state.data.state) ? LOOK_EVERY_MS : false),
  });
}

/** Does one thing to it: `describe`, `check`, `import`, `pause` or `cancel`. The page shows what came of it. */
export function useImportAct<B = void>(id: string, verb: string): Sending<B> {
  const client = useQueryClient();
  return useSend((given: B) => api.post<LeadImport>(`${IMPORTS}/${id}/${verb}`, given ?? {}), {
    onDone: (next) => {
      client.setQueryData([IMPORTS, id], next);
      void client.invalidateQueries({ queryKey: ['/api/leads'] });
    },
    onFailed: () => undefined,
  });
}
